/**
 * Nothing is kept in the page's session storage, and to look into it takes a way to the browser's process and back; the
 * router looks when it is loaded, and takes none for an answer.
 */
Object.defineProperty(window, 'sessionStorage', { value: undefined });
