import './without-session-storage.ts';
import '../engine-client/jitless.ts';
import '../design/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DesignProvider } from '../design/provider.tsx';
import { queries } from '../engine-client/queries.ts';
import { keepInStep } from '../engine-client/session.ts';
import { drawFirst } from './first-drawing.ts';
import { dressAsPicture, tendPicture } from './home-picture.ts';
import { followHost } from './host-commands.ts';
import { moveBy } from './navigation.ts';
import { router } from './router.tsx';

const place = document.getElementById('exhibit');
if (place === null) throw new Error('the page has no place for Exhibit');

dressAsPicture();
tendPicture();
keepInStep();
followHost(moveBy(router));
drawFirst(() =>
  createRoot(place).render(
    <StrictMode>
      <DesignProvider>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </DesignProvider>
    </StrictMode>,
  ),
);
