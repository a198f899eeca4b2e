#include "pictures.h"

#include "parallel.h"
#include "render.h"
#include "version.h"

#include <stdlib.h>
#include <string.h>

#define SOFTWARE "Headroom " HEADROOM_VERSION

struct picture {
    char *name, *svg, *title, *description, *source; /* owned */
    unsigned width, height;                          /* of the PNG; 0: usual */
    struct text png, pdf;                            /* empty until rendered */
};

static void
release_picture(struct picture *self)
{
    free(self->name);
    free(self->svg);
    free(self->title);
    free(self->description);
    free(self->source);
    text_release(&self->png);
    text_release(&self->pdf);
}

void
pictures_release(struct pictures *self)
{
    for (size_t i = 0; i < self->n; i++)
        release_picture(&self->picture[i]);
    free(self->picture);
    *self = (struct pictures){ .picture = NULL };
}

int
pictures_add(struct pictures *self, const char *name, const struct chart *chart, struct hr_err *err)
{
    if (self->n == self->capacity) {
        const size_t capacity = self->capacity == 0 ? 16 : 2 * self->capacity;
        struct picture *more = realloc(self->picture, capacity * sizeof *more);
        if (more == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for %zu pictures", capacity);
        self->picture = more;
        self->capacity = capacity;
    }
    struct picture *picture = &self->picture[self->n++];
    *picture = (struct picture){ .name = strdup(name),
                                 .svg = strdup(chart->svg),
                                 .title = strdup(chart->title),
                                 .description = strdup(chart->alt),
                                 .source = strdup(chart->source),
                                 .width = chart->size == NULL ? 0 : chart->size->width,
                                 .height = chart->size == NULL ? 0 : chart->size->height };
    text_init(&picture->png);
    text_init(&picture->pdf);
    if (picture->name == NULL || picture->svg == NULL || picture->title == NULL ||
        picture->description == NULL || picture->source == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a picture");
    return 0;
}

/* ---- rendering: a picture in one form is a piece of work */

struct work {
    struct pictures *pictures;
    const atomic_bool *stop;
    atomic_size_t next;
};

static int
render(struct picture *picture, bool pdf, struct hr_err *err)
{
    const struct render_facts facts = { .title = picture->title,
                                        .description = picture->description,
                                        .source = picture->source,
                                        .software = SOFTWARE,
                                        .width = picture->width,
                                        .height = picture->height,
                                        .created = NULL };
    return pdf ? render_pdf(picture->svg, &facts, &picture->pdf, err)
               : render_png(picture->svg, &facts, &picture->png, err);
}

static int
render_pieces(void *shared, unsigned member, struct hr_err *err)
{
    struct work *work = shared;
    int ret = 0;
    (void)member;
    for (size_t i; ret == 0 && (i = atomic_fetch_add(&work->next, 1)) < 2 * work->pictures->n;) {
        if (work->stop != NULL && atomic_load(work->stop))
            return hr_fail(err, HR_EINTERRUPT, "interrupted: nothing was written");
        ret = render(&work->pictures->picture[i / 2], i % 2 == 1, err);
    }
    return ret;
}

/* ---- files */

static int
put(struct folder *folder, const char *name, const char *ending, const struct text *bytes,
    struct hr_err *err)
{
    char *path = text_of("charts/%s.%s", name, ending);
    if (path == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a picture");
    const int ret = folder_write(folder, path, bytes->text, bytes->length, err);
    free(path);
    return ret;
}

int
pictures_write(struct pictures *self, struct folder *folder, const struct picture_threads *threads,
               struct hr_err *err)
{
    struct work work = { .pictures = self, .stop = threads->stop };
    const unsigned most = self->n > 0 ? (unsigned)(2 * self->n) : 1,
                   n = parallel_size(threads->n) < most ? parallel_size(threads->n) : most;
    int ret = self->n > 0 ? parallel(n, render_pieces, &work, err) : 0;
    for (size_t i = 0; ret == 0 && i < self->n; i++) {
        const struct picture *picture = &self->picture[i];
        ret = put(folder, picture->name, "png", &picture->png, err);
        if (ret == 0)
            ret = put(folder, picture->name, "pdf", &picture->pdf, err);
    }
    return ret;
}
