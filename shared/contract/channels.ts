/** Names under which preload script and main process speak; see HostBridge. */
export const channels = {
  connect: 'exhibit:connect',
  enginePort: 'exhibit:engine-port',
  pick: 'exhibit:pick',
  drop: 'exhibit:drop',
  command: 'exhibit:command',
} as const;
