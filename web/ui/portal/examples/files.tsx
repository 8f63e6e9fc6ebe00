import { FileDownloads } from '../index.ts';
import { useBoth } from './both.ts';

export default function FilesExample() {
  const both = useBoth();
  return (
    <div className="aside">
      <h3>{both('Download', '下载')}</h3>
      <FileDownloads
        files={[
          { format: 'CSV', purpose: both('opens in a spreadsheet', '可用表格软件打开'), href: '#csv', size: 412_300 },
          { format: 'Parquet', purpose: both('for analysis', '适合数据分析'), href: '#parquet', size: 96_100 },
          { format: 'JSON', purpose: both('for programs', '面向程序'), href: '#json', size: null },
        ]}
        note={both('Each file carries its version in the name.', '文件名中包含版本号。')}
      />
    </div>
  );
}
