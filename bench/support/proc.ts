import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second, as Linux counts CPU time for programs. */
const TICKS = 100;

/** CPU seconds a process has used; 0 when there is no such process. */
export function cpuOfProcess(pid: number): number {
  const [user = 0, system = 0] = statOf(pid).slice(11, 13).map(Number);
  return (user + system) / TICKS;
}

/** CPU seconds of a process, of its living children and of those that ended. */
export function cpuOfTree(pid: number): number {
  const own = statOf(pid).slice(11, 15).map(Number);
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === pid);
  return own.reduce((sum, ticks) => sum + ticks, 0) / TICKS + children.reduce((sum, child) => sum + cpuOfProcess(Number(child)), 0);
}

/** Most memory a process has held at once, in MB (`VmHWM`); 0 when there is no such process. */
export function peakOfProcess(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

/** The process that started a process; 0 when there is none. */
export function parentOf(pid: number): number {
  return Number(statOf(pid)[1] ?? 0);
}

/** Fields of /proc/<pid>/stat after the name, which may hold spaces. */
function statOf(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
