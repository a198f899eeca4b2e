/* list.h: lists that grow at their end: a pointer and a count, doubled whenever the count reaches a
 * power of two, so that no capacity is kept. A text in a list belongs to it. */
#ifndef LIST_H
#define LIST_H

#include "err.h"

#include <stdarg.h>
#include <stddef.h>

/* Room for one more item after n of them. `list` is the address of the pointer. */
HR_CHECKED int list_room(void *list, size_t n, size_t size, struct hr_err *err);

HR_CHECKED int list_add_text(char ***list, size_t *n, const char *text, struct hr_err *err);
HR_CHECKED int list_add_format(char ***list, size_t *n, struct hr_err *err, const char *fmt, ...)
    HR_PRINTF(4, 5);
HR_CHECKED int list_add_args(char ***list, size_t *n, struct hr_err *err, const char *fmt,
                             va_list args) HR_PRINTF(4, 0);
/* Place of a text in a list; SIZE_MAX: none. */
size_t list_find_text(char *const *list, size_t n, const char *text);
void list_free_texts(char **list, size_t n);

#endif
