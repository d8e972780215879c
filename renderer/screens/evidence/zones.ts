/** Every IANA zone that the runtime knows, as a list to choose from, UTC first. */
export const zones = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
].map((zone) => ({ value: zone, label: zone }));
