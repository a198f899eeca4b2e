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

/* ---- rendering: pieces of work are what is done beside the pictures, and each in each form */

struct work {
    struct pictures *pictures;
    const struct picture_threads *threads;
    size_t n_piece;
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
do_piece(const struct work *work, size_t i, struct hr_err *err)
{
    const struct picture_beside *beside = work->threads->beside;
    if (beside != NULL && i == 0)
        return beside->work(beside->with, err);
    const size_t form = i - (beside != NULL);
    return render(&work->pictures->picture[form / 2], form % 2 == 1, err);
}

static int
do_pieces(void *shared, unsigned member, struct hr_err *err)
{
    struct work *work = shared;
    const atomic_bool *stop = work->threads->stop;
    int ret = 0;
    (void)member;
    for (size_t i; ret == 0 && (i = atomic_fetch_add(&work->next, 1)) < work->n_piece;) {
        if (stop != NULL && atomic_load(stop))
            return hr_fail(err, HR_EINTERRUPT, "interrupted: nothing was written");
        ret = do_piece(work, i, err);
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
    const size_t n_piece = 2 * self->n + (threads->beside != NULL);
    const unsigned n = parallel_size(threads->n);
    struct work work = { .pictures = self, .threads = threads, .n_piece = n_piece };
    int ret =
        n_piece > 0 ? parallel(n < n_piece ? n : (unsigned)n_piece, do_pieces, &work, err) : 0;
    for (size_t i = 0; ret == 0 && i < self->n; i++) {
        const struct picture *picture = &self->picture[i];
        ret = put(folder, picture->name, "png", &picture->png, err);
        if (ret == 0)
            ret = put(folder, picture->name, "pdf", &picture->pdf, err);
    }
    return ret;
}
