import { useEffect, useState } from 'react';

import { defineTexts } from '#kernel/i18n';
import { useTexts } from '../../ui/console/language.ts';

const texts = defineTexts({
  offline: {
    en: 'No connection. What you see is as last read; drafts are kept here, and nothing is sent until the line is back.',
    zh: '网络已断开。当前显示为上次读取的内容；草稿保存在本机，恢复连接前不会提交任何内容。',
  },
});

/** Says that the network is gone, while it is. */
export function OfflineBanner() {
  const t = useTexts(texts);
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const follow = () => setOnline(navigator.onLine);
    addEventListener('online', follow);
    addEventListener('offline', follow);
    return () => {
      removeEventListener('online', follow);
      removeEventListener('offline', follow);
    };
  }, []);
  return <div role="status">{!online && <p className="offline">{t('offline')}</p>}</div>;
}
