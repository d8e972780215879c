import { z } from 'zod';

// The page policy forbids making code from text, which zod would try: imported before any schema is made.
z.config({ jitless: true });
