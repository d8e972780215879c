import { HomeScreen } from '../../screens/home/home-screen.tsx';
import { useNavigation } from '../navigation.ts';

export function HomeRoute() {
  return <HomeScreen {...useNavigation()} />;
}
