import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from './button.tsx';
import type { Words } from './words.ts';
import styles from './dialog.module.css';

/** A question in the way of everything else: for what cannot be undone, for forms, for quitting while a job runs. */
export function Dialog(props: {
  question: string;
  isOpen: boolean;
  onClose: () => void;
  children?: ReactNode;
  actions: ReactNode;
  cancelWords?: string | null | undefined;
  footNote?: Words;
  isAlert?: boolean | undefined;
  width?: 480 | 640 | 800 | undefined;
  onSubmit?: (() => void) | undefined;
  isBusy?: boolean | undefined;
}) {
  const { question, onClose, onSubmit, width = 480, isBusy = false } = props;
  const cancelWords = props.cancelWords === undefined ? 'Cancel' : props.cancelWords;
  const content = (
    <>
      <Heading slot="title" level={2} className={styles['dialog-title'] ?? ''}>
        {question}
      </Heading>
      {props.children === undefined ? null : (
        <div className={styles['dialog-body']}>{props.children}</div>
      )}
      <footer className={styles['dialog-foot']}>
        <span className={styles['dialog-note']}>{props.footNote}</span>
        {cancelWords === null ? null : (
          <Button size="large" keyHint="Esc" onPress={onClose} isDisabled={isBusy}>
            {cancelWords}
          </Button>
        )}
        {props.actions}
      </footer>
    </>
  );
  return (
    <ModalOverlay
      isOpen={props.isOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen && !isBusy) onClose();
      }}
      isKeyboardDismissDisabled={isBusy}
      className={styles['dialog-veil'] ?? ''}
    >
      <Modal className={styles['dialog-box'] ?? ''} style={{ width }}>
        <AriaDialog
          role={props.isAlert === true ? 'alertdialog' : 'dialog'}
          className={styles['dialog'] ?? ''}
        >
          {onSubmit === undefined ? (
            content
          ) : (
            <form
              noValidate
              className={styles['dialog-form']}
              // Before a field takes it for its own: it answers the question from wherever the focus is, but on another answer.
              onKeyDownCapture={(event) => {
                if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
                if (isOtherAnswer(event.target)) return;
                event.preventDefault();
                event.stopPropagation();
                if (!event.repeat) submitButton(event.currentTarget)?.click();
              }}
              onSubmit={(event) => {
                event.preventDefault();
                onSubmit();
              }}
            >
              {content}
            </form>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

const submitButton = (form: HTMLFormElement): HTMLButtonElement | null =>
  form.querySelector('button[type=submit]');

/** A button of the foot that does not submit: Cancel, or a second answer. */
const isOtherAnswer = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('footer button:not([type=submit])') !== null;
