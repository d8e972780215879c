import { ConsoleScreen } from '../../screens/console/console-screen.tsx';
import { useNavigation } from '../navigation.ts';

export function ConsoleRoute() {
  return <ConsoleScreen {...useNavigation()} />;
}
