/* Pictures of a run: the same files, in the same order, for any number of threads. */
#include "claim.h"
#include "dots.h"
#include "pictures.h"
#include "temp_dir.h"

#include <stdio.h>
#include <string.h>

enum { N_PICTURE = 6 };

static void
draw(size_t i, struct chart *chart)
{
    const double value[] = { 98.0, 112.0 + (double)i, 130.0 };
    struct hr_err err = { .code = 0 };
    const struct dots dots = { .id = "futures",
                               .area = "Exampleshire",
                               .of = { "No action", "", false },
                               .fy = 2031,
                               .value = value,
                               .n = 3,
                               .simulated = true,
                               .mean = 113.0,
                               .p05 = 98.0,
                               .p50 = 112.0,
                               .p95 = 130.0,
                               .threshold_gbp_m = 0.0,
                               .n_above = 3,
                               .chance = 1.0,
                               .run = { .title = "", .source = "", .version = "0.1.0" } };
    cr_assert_eq(dots_draw(&dots, chart, &err), 0, "%s", err.text);
}

struct temporary {
    char dir[64];
    struct folder folder;
};

static void
open_folder(struct temporary *self)
{
    struct hr_err err = { .code = 0 };
    char target[80];
    temp_dir(self->dir, sizeof self->dir);
    snprintf(target, sizeof target, "%s/out", self->dir);
    cr_assert_eq(folder_init(&self->folder, target, false, &err), 0, "%s", err.text);
}

static void
close_folder(struct temporary *self)
{
    folder_release(&self->folder);
    temp_dir_remove(self->dir);
}

static int
write_beside(void *with, struct hr_err *err)
{
    return folder_write(with, "beside.txt", "words", 5, err);
}

static int
add_pictures(void *with, struct hr_err *err)
{
    struct pictures *pictures = with;
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < N_PICTURE; i++) {
        struct chart chart;
        draw(i, &chart);
        ret = pictures_add(pictures, words_say("%02zu_picture", i).text, &chart, err);
        chart_release(&chart);
    }
    return ret;
}

/* Sums of the files in the order of their places. */
static void
write_all(unsigned n_thread, bool drawn_before, struct text *sums)
{
    struct temporary out;
    struct folder *const folder = &out.folder;
    struct pictures pictures = { .n = 0 };
    const struct picture_work beside = { write_beside, folder },
                              drawing = { add_pictures, &pictures };
    struct hr_err err = { .code = 0 };
    open_folder(&out);
    if (drawn_before)
        cr_assert_eq(add_pictures(&pictures, &err), 0, "%s", err.text);
    cr_assert_eq(folder_place(folder, "beside.txt", &err), 0, "%s", err.text);
    cr_assert_eq(pictures_write(&pictures, folder,
                                &(struct picture_threads){ .n = n_thread,
                                                           .draw = drawn_before ? NULL : &drawing,
                                                           .beside = &beside },
                                &err),
                 0, "%s", err.text);
    cr_expect_eq(folder->n_file, 1 + 2 * N_PICTURE);
    cr_expect_str_eq(folder->file[0].name, "beside.txt");
    cr_expect_str_eq(folder->file[1].name, "charts/00_picture.png");
    cr_expect_str_eq(folder->file[2].name, "charts/00_picture.pdf");
    folder_add_sums(folder, sums);
    pictures_release(&pictures);
    close_folder(&out);
}

Claim(pictures, any_number_of_threads_gives_the_same_files_in_the_same_order)
{
    static const unsigned n_thread[] = { 1, 2, 3, 16 };
    struct text first;
    text_init(&first);
    write_all(0, true, &first);
    cr_expect_not_null(strstr(first.text, "charts/00_picture.png"), "%s", first.text);
    for (size_t i = 0; i < 2 * sizeof n_thread / sizeof *n_thread; i++) {
        struct text sums;
        text_init(&sums);
        write_all(n_thread[i / 2], i % 2 == 0, &sums);
        cr_expect_str_eq(sums.text, first.text);
        text_release(&sums);
    }
    text_release(&first);
}

Claim(pictures, a_run_that_is_stopped_renders_no_more)
{
    const atomic_bool stop = true;
    struct pictures pictures = { .n = 0 };
    struct temporary out;
    struct chart chart;
    struct hr_err err = { .code = 0 };
    open_folder(&out);
    draw(0, &chart);
    cr_assert_eq(pictures_add(&pictures, "one", &chart, &err), 0);
    cr_expect_eq(pictures_write(&pictures, &out.folder,
                                &(struct picture_threads){ .n = 2, .stop = &stop }, &err),
                 HR_EINTERRUPT);
    for (size_t i = 0; i < out.folder.n_file; i++)
        cr_expect_str_eq(out.folder.file[i].sha256, "", "%s is written", out.folder.file[i].name);
    pictures_release(&pictures);
    close_folder(&out);
    chart_release(&chart);
}

Claim(pictures, the_first_picture_that_cannot_be_read_fails_the_run)
{
    struct pictures pictures = { .n = 0 };
    struct temporary out;
    struct hr_err err = { .code = 0 };
    char svg[] = "not a picture", words[] = "words";
    struct chart chart = { .svg = svg, .title = words, .alt = words, .source = words };
    open_folder(&out);
    cr_assert_eq(pictures_add(&pictures, "bad", &chart, &err), 0);
    cr_expect_eq(pictures_write(&pictures, &out.folder, &(struct picture_threads){ .n = 2 }, &err),
                 HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "librsvg cannot read a chart"), "%s", err.text);
    pictures_release(&pictures);
    close_folder(&out);
}

static int
add_and_fail(void *with, struct hr_err *err)
{
    const int ret = add_pictures(with, err);
    return ret == 0 ? hr_fail(err, HR_ERANGE, "the last chart cannot be drawn") : ret;
}

Claim(pictures, nothing_is_rendered_when_a_chart_cannot_be_drawn)
{
    for (unsigned n_thread = 1; n_thread <= 3; n_thread++) {
        struct pictures pictures = { .n = 0 };
        struct temporary out;
        struct hr_err err = { .code = 0 };
        const struct picture_work drawing = { add_and_fail, &pictures };
        open_folder(&out);
        cr_expect_eq(pictures_write(&pictures, &out.folder,
                                    &(struct picture_threads){ .n = n_thread, .draw = &drawing },
                                    &err),
                     HR_ERANGE);
        cr_expect_str_eq(err.text, "the last chart cannot be drawn");
        cr_expect_eq(out.folder.n_file, 0);
        pictures_release(&pictures);
        close_folder(&out);
    }
}
