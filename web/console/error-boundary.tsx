import { Component, type ReactNode } from 'react';

import { defineTexts } from '#kernel/i18n';
import { Button } from '../ui/console/button.tsx';
import { preferences } from '../ui/console/preferences.ts';

const texts = defineTexts({
  title: { en: 'This screen stopped working', zh: '此页面已停止工作' },
  text: {
    en: 'That is our fault. What was saved is safe, and drafts are kept in this tab. The other screens work.',
    zh: '这是系统的问题。已保存的内容是安全的，草稿仍保留在本标签页中，其他页面可正常使用。',
  },
  again: { en: 'Open the screen again', zh: '重新打开此页面' },
  report: { en: 'Report number {number}, with this line: {line}', zh: '报告编号 {number}，请附上此行：{line}' },
});

interface Fault {
  readonly number: string;
  readonly line: string;
}

interface BoundaryProps {
  readonly children: ReactNode;
}

/** Catches what a screen breaks on, so that the rest of the console lives, and gives a number to quote. */
export class ErrorBoundary extends Component<BoundaryProps, { readonly fault: Fault | null }> {
  override state: { readonly fault: Fault | null } = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: Fault } {
    const line = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { fault: { number: crypto.randomUUID().slice(0, 13), line } };
  }

  override componentDidCatch(error: unknown): void {
    console.error(`report ${this.state.fault?.number}`, error);
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    const t = texts(preferences().language);
    return (
      <div className="page">
        <div className="card state error" role="alert">
          <h1>{t('title')}</h1>
          <p className="ink2">{t('text')}</p>
          <Button kind="primary" onClick={() => this.setState({ fault: null })}>
            {t('again')}
          </Button>
          <p className="tiny ink3">{t('report', { number: fault.number, line: fault.line })}</p>
        </div>
      </div>
    );
  }
}
