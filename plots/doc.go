// Package plots paints a scene with Ebitengine and does nothing else: what is
// to be seen is decided in package scene, texts and input belong to the page.
//
// Ebitengine sizes its canvas from the body of its document and reads every
// key there, so the game wants a document of its own (an iframe) in which it
// gets no events. It never polls input.
package plots
