import { app, type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import { join } from 'node:path';
import type { PickPurpose } from '../../shared/contract/host.ts';

/** Paths that a person chooses in a dialog of the system; empty where nothing was chosen. */
export async function pickPaths(
  window: BrowserWindow,
  purpose: PickPurpose,
  suggested: string,
): Promise<string[]> {
  const documents = app.getPath('documents');
  if (purpose === 'new-case') {
    const { filePath } = await dialog.showSaveDialog(window, {
      title: 'Where the new case shall lie',
      buttonLabel: 'Make case',
      defaultPath: join(documents, suggested),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return filePath === '' ? [] : [filePath];
  }
  if (purpose === 'copy') {
    const { filePath } = await dialog.showSaveDialog(window, {
      title: 'Where the copy shall lie',
      buttonLabel: 'Save copy',
      defaultPath: join(documents, suggested),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return filePath === '' ? [] : [filePath];
  }
  const { filePaths } = await dialog.showOpenDialog(window, {
    ...OPENING[purpose],
    defaultPath: documents,
  });
  return filePaths;
}

const OPENING: Readonly<
  Record<
    Exclude<PickPurpose, 'new-case' | 'copy'>,
    Pick<OpenDialogOptions, 'title' | 'buttonLabel' | 'properties'>
  >
> = {
  case: { title: 'Open a case', buttonLabel: 'Open', properties: ['openDirectory'] },
  evidence: {
    title: 'Add evidence',
    buttonLabel: 'Add',
    properties: ['openFile', 'multiSelections'],
  },
  reference: { title: 'Choose a reference', buttonLabel: 'Choose', properties: ['openFile'] },
  intake: { title: 'Load a filled-in intake form', buttonLabel: 'Load', properties: ['openFile'] },
  'to-map': { title: 'Choose a log', buttonLabel: 'Choose', properties: ['openFile'] },
  rules: {
    title: 'The folder with your rules',
    buttonLabel: 'Use folder',
    properties: ['openDirectory'],
  },
  'to-verify': {
    title: 'Verify reports or packages',
    buttonLabel: 'Verify',
    properties: ['openFile', 'multiSelections'],
  },
};

export type LeaveChoice = 'stay' | 'keep-running' | 'cancel-jobs';

/** The page of a window ended by itself or hangs: the window cannot say so. Answers whether it shall be loaded anew. */
export async function askPageAnew(window: BrowserWindow, how: 'ended' | 'hangs'): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message:
      how === 'ended' ? 'This window ended unexpectedly.' : 'This window does not answer any more.',
    detail:
      'The case and the jobs that run are not touched by it: the engine holds them. The window can be loaded anew where it was.',
    buttons: ['Load anew', how === 'ended' ? 'Close the window' : 'Wait'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Cases take long to close, or the engine hangs. Answers whether to end it without waiting. */
export async function askEndNow(signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: 'Exhibit is still closing its cases.',
    detail:
      'What is ended now leaves each case as its last finished job left it; a job under way is rolled back when the case is next opened.',
    buttons: ['Wait', 'End now'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  return response === 1;
}

/** What shall become of jobs that run when the last window closes. */
export async function askLeave(window: BrowserWindow | null, jobs: number): Promise<LeaveChoice> {
  const question = {
    type: 'question' as const,
    message: jobs === 1 ? 'A job is still running.' : `${jobs} jobs are still running.`,
    detail:
      'Keep it running without a window, and Exhibit ends when it is done; or cancel it: the case is then as it was before.',
    buttons: ['Keep running', 'Cancel and quit', 'Stay'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const { response } =
    window === null
      ? await dialog.showMessageBox(question)
      : await dialog.showMessageBox(window, question);
  return (['keep-running', 'cancel-jobs', 'stay'] as const)[response] ?? 'stay';
}
