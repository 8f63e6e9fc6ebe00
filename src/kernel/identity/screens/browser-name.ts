/** What most people recognise of a browser’s long name. */
export function browserName(agent: string): string {
  const browser = /(Edg|Firefox|MicroMessenger|HuaweiBrowser|Chrome|Safari)\/?([\d]+)?/.exec(agent);
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|HarmonyOS|Linux)/.exec(agent)?.[1] ?? '';
  const name = browser ? `${browser[1]?.replace('Edg', 'Edge')} ${browser[2] ?? ''}`.trim() : agent.slice(0, 40);
  return system ? `${name} · ${system}` : name;
}
