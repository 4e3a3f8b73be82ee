// What no server can do: puts the cursor into the field of a todo that is being edited.
new MutationObserver(() => {
  const field = document.querySelector('.editing .edit')
  if (field === null || field === document.activeElement || field.dataset.seen) return

  field.dataset.seen = 'yes'
  field.focus()
  field.setSelectionRange(field.value.length, field.value.length)
}).observe(document.querySelector('.todoapp'), { childList: true, subtree: true })
