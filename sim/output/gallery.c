#include "gallery.h"

#include <stdlib.h>
#include <string.h>

void
gallery_init(struct gallery *self)
{
    *self = (struct gallery){ .n = 0 };
}

void
gallery_release(struct gallery *self)
{
    for (size_t i = 0; i < self->n; i++) {
        free(self->picture[i].file);
        chart_release(&self->picture[i].chart);
    }
    free(self->picture);
    gallery_init(self);
}

static bool
make_room(struct gallery *self)
{
    if (self->n < self->capacity)
        return true;
    const size_t capacity = self->capacity == 0 ? 16 : 2 * self->capacity;
    struct picture *larger = realloc(self->picture, capacity * sizeof *larger);
    if (larger == NULL)
        return false;
    self->picture = larger;
    self->capacity = capacity;
    return true;
}

int
gallery_take(struct gallery *self, const char *name, size_t scenario, struct chart *chart,
             struct hr_err *err)
{
    char *file = text_of("charts/%s", name);
    const bool room = file != NULL && make_room(self);
    if (room) {
        self->picture[self->n++] = (struct picture){ file, scenario, *chart };
        chart_init(chart);
        return 0;
    }
    free(file);
    chart_release(chart);
    return hr_fail(err, HR_ENOMEM, "no memory to keep a chart");
}

bool
picture_is(const struct picture *self, const char *number)
{
    const char *name = strchr(self->file, '/') + 1;
    const size_t n = strlen(number);
    return strncmp(name, number, n) == 0 && name[n] == '_';
}
