#include "pictures.h"

#include "parallel.h"
#include "render.h"
#include "version.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SOFTWARE "Headroom " HEADROOM_VERSION

struct picture {
    char *name, *svg, *title, *description, *source; /* owned */
    unsigned width, height;                          /* of the PNG; 0: usual */
};

static void
release_picture(struct picture *self)
{
    free(self->name);
    free(self->svg);
    free(self->title);
    free(self->description);
    free(self->source);
}

void
pictures_release(struct pictures *self)
{
    for (size_t i = 0; i < self->n; i++)
        release_picture(&self->picture[i]);
    free(self->picture);
    *self = (struct pictures){ .picture = NULL };
}

static int
no_memory(struct hr_err *err)
{
    return hr_fail(err, HR_ENOMEM, "no memory for a picture");
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
    if (picture->name == NULL || picture->svg == NULL || picture->title == NULL ||
        picture->description == NULL || picture->source == NULL)
        return no_memory(err);
    return 0;
}

/* ---- rendering: pieces of work are each picture in each form */

static const char *const form_name[] = { "png", "pdf" };
enum { N_FORM = sizeof form_name / sizeof form_name[0] };

struct work {
    const struct pictures *pictures;
    struct folder *folder;
    const struct picture_threads *threads;
    atomic_flag beside; /* has somebody begun it? */
    atomic_size_t next;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t is_drawn;
    bool drawn;
    size_t n_piece; /* once drawn */
};

static char *
file_of(const struct picture *picture, size_t form)
{
    return text_of("charts/%s.%s", picture->name, form_name[form]);
}

static int
render(const struct picture *picture, size_t form, struct text *out, struct hr_err *err)
{
    const struct render_facts facts = { .title = picture->title,
                                        .description = picture->description,
                                        .source = picture->source,
                                        .software = SOFTWARE,
                                        .width = picture->width,
                                        .height = picture->height,
                                        .created = NULL };
    return form == 0 ? render_png(picture->svg, &facts, out, err)
                     : render_pdf(picture->svg, &facts, out, err);
}

static int
put_picture(struct folder *folder, const struct picture *picture, size_t form, struct hr_err *err)
{
    struct text bytes;
    char *name = file_of(picture, form);
    text_init(&bytes);
    int ret = name == NULL ? no_memory(err) : render(picture, form, &bytes, err);
    if (ret == 0)
        ret = folder_write(folder, name, bytes.text, bytes.length, err);
    text_release(&bytes);
    free(name);
    return ret;
}

/* The files are listed in the order of the pictures, whichever is done first. */
static int
take_places(const struct pictures *self, struct folder *folder, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < N_FORM * self->n; i++) {
        char *name = file_of(&self->picture[i / N_FORM], i % N_FORM);
        ret = name == NULL ? no_memory(err) : folder_place(folder, name, err);
        free(name);
    }
    return ret;
}

static int
do_work(const struct picture_work *self, struct hr_err *err)
{
    return self == NULL ? 0 : self->work(self->with, err);
}

/* Others wait until all is drawn, or will not be. */
static int
draw(struct work *work, struct hr_err *err)
{
    int ret = do_work(work->threads->draw, err);
    if (ret == 0)
        ret = take_places(work->pictures, work->folder, err);
    (void)pthread_mutex_lock(&work->lock);
    work->drawn = true;
    work->n_piece = ret == 0 ? N_FORM * work->pictures->n : 0;
    (void)pthread_cond_broadcast(&work->is_drawn);
    (void)pthread_mutex_unlock(&work->lock);
    return ret;
}

static size_t
wait_for_pieces(struct work *work)
{
    (void)pthread_mutex_lock(&work->lock);
    while (!work->drawn)
        (void)pthread_cond_wait(&work->is_drawn, &work->lock);
    const size_t n_piece = work->n_piece;
    (void)pthread_mutex_unlock(&work->lock);
    return n_piece;
}

static int
render_pieces(struct work *work, size_t n_piece, struct hr_err *err)
{
    const atomic_bool *stop = work->threads->stop;
    int ret = 0;
    for (size_t i; ret == 0 && (i = atomic_fetch_add(&work->next, 1)) < n_piece;) {
        if (stop != NULL && atomic_load(stop))
            return hr_fail(err, HR_EINTERRUPT, "interrupted: nothing was written");
        ret = put_picture(work->folder, &work->pictures->picture[i / N_FORM], i % N_FORM, err);
    }
    return ret;
}

static int
take_part(void *shared, unsigned member, struct hr_err *err)
{
    struct work *work = shared;
    int ret = member == 0 ? draw(work, err) : 0;
    if (ret == 0 && !atomic_flag_test_and_set(&work->beside))
        ret = do_work(work->threads->beside, err);
    const size_t n_piece = wait_for_pieces(work);
    return ret == 0 ? render_pieces(work, n_piece, err) : ret;
}

int
pictures_write(const struct pictures *self, struct folder *folder,
               const struct picture_threads *threads, struct hr_err *err)
{
    enum { MOST_THREADS = 8 }; /* a thread that draws takes some 20 MB */
    const unsigned asked = parallel_size(threads->n),
                   n = asked < MOST_THREADS ? asked : (unsigned)MOST_THREADS;
    struct work work = { .pictures = self,
                         .folder = folder,
                         .threads = threads,
                         .beside = ATOMIC_FLAG_INIT,
                         .lock = PTHREAD_MUTEX_INITIALIZER,
                         .is_drawn = PTHREAD_COND_INITIALIZER };
    return parallel(n, take_part, &work, err);
}
