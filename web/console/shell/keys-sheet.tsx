import { defineTexts } from '#kernel/i18n';
import { Dialog } from '../../ui/console/dialog.tsx';
import { type KeySpec, useActiveKeys } from '../../ui/console/keys.ts';
import { useTexts } from '../../ui/console/language.ts';
import { usePreferences } from '../../ui/console/preferences.ts';

const texts = defineTexts({
  title: { en: 'Keys on this screen', zh: '本页快捷键' },
  go: { en: 'Go', zh: '跳转' },
  here: { en: 'Here', zh: '本页' },
  everywhere: { en: 'In every list and dialog', zh: '所有列表和对话框' },
  open: { en: 'Open what has the focus', zh: '打开当前项' },
  close: { en: 'Close, or choose none', zh: '关闭或取消选择' },
  tab: { en: 'Next control', zh: '下一个控件' },
  off: { en: 'Single letters are turned off in the settings.', zh: '单字母快捷键已在设置中关闭。' },
});

/** Every key that works now. */
export function KeysSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useTexts(texts);
  const [{ letterKeys }] = usePreferences();
  const keys = useActiveKeys().filter(({ silent }) => !silent);
  const isGo = ({ keys: strokes }: KeySpec) => strokes.startsWith('g ');
  return (
    <Dialog title={t('title')} open={open} onClose={onClose} wide>
      {!letterKeys && <p className="note warn small">{t('off')}</p>}
      <div className="keys">
        <KeyList title={t('here')} keys={keys.filter((spec) => !isGo(spec))} />
        <KeyList title={t('go')} keys={keys.filter(isGo)} />
        <KeyList
          title={t('everywhere')}
          keys={[
            { keys: 'Enter', title: t('open') },
            { keys: 'Esc', title: t('close') },
            { keys: 'Tab', title: t('tab') },
          ]}
        />
      </div>
    </Dialog>
  );
}

function KeyList({ title, keys }: { readonly title: string; readonly keys: readonly Pick<KeySpec, 'keys' | 'title'>[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map((spec) => (
          <div key={`${spec.keys} ${spec.title}`}>
            <dt>
              {strokesOf(spec.keys).map((stroke) => (
                <kbd key={stroke}>{stroke}</kbd>
              ))}
            </dt>
            <dd>{spec.title}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** `mod+k` as `Ctrl K`, `g h` as `G` `H`. */
function strokesOf(keys: string): string[] {
  return keys
    .split(' ')
    .map((stroke) =>
      stroke.replace('mod+', 'Ctrl ').replace(/(^| )([a-z])$/, (_all, before: string, letter: string) => before + letter.toUpperCase()),
    );
}
