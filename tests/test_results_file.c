/* A run whose results memory may not hold is the run whose results it holds. */
#include "results_file.h"

#include "claim.h"
#include "fixture.h"
#include "sample_change.h"
#include "temp_dir.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { N = 333 };

static void
run(const struct fixture *f, struct results_file *file, size_t most_held, unsigned n_thread,
    struct results *out)
{
    struct hr_err err = { 0 };
    const struct engine_options options = { .n_replicate = N,
                                            .n_thread = n_thread,
                                            .compares = true,
                                            .file = file == NULL ? NULL : &file->file,
                                            .most_held = most_held };
    cr_assert_eq(engine_run(&f->model, &options, out, &err), 0, "%s", err.text);
}

Claim(results_file, results_in_a_file_are_those_in_memory_whatever_the_threads)
{
    static const size_t most_held[] = { 0, 200000 };
    static const unsigned n_thread[] = { 1, 2, 8 };
    struct fixture f;
    struct results held, filed;
    char dir[64];
    temp_dir(dir, sizeof dir);
    fixture_init(&f, sample_init);
    fixture_model(&f);
    run(&f, NULL, 0, 1, &held);
    for (size_t i = 0; i < 6; i++) {
        struct results_file file;
        results_file_init(&file, dir);
        run(&f, &file, most_held[i / 3], n_thread[i % 3], &filed);
        cr_expect_geq(file.fd, 0, "else nothing was in it");
        cr_expect(sample_same_columns(&held, &filed), "%u threads", n_thread[i % 3]);
        cr_expect_arr_eq(held.summary, filed.summary,
                         engine_n_column(&held) * sizeof *held.summary);
        cr_expect_arr_eq(held.paired, filed.paired, engine_n_column(&held) * sizeof *held.paired);
        results_release(&filed);
        results_file_release(&file);
    }
    results_release(&held);
    fixture_release(&f);
    cr_expect_eq(rmdir(dir), 0, "it has no name and leaves nothing");
}

Claim(results_file, few_results_need_none)
{
    struct fixture f;
    struct results results;
    struct results_file file;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    results_file_init(&file, "/nowhere/that/is/there");
    run(&f, &file, SIZE_MAX, 2, &results);
    cr_expect_eq(file.fd, -1);
    results_release(&results);
    results_file_release(&file);
    fixture_release(&f);
}

Claim(results_file, what_cannot_be_made_or_has_no_room_is_one_sentence)
{
    struct hr_err err = { 0 };
    struct results_file file;
    char dir[64];
    results_file_init(&file, "/nowhere/that/is/there");
    cr_expect_eq(file.file.start(&file.file, 1, &err), HR_EWRITE);
    cr_expect_not_null(strstr(err.text, "cannot make"), "%s", err.text);
    temp_dir(dir, sizeof dir);
    results_file_init(&file, dir);
    cr_expect_eq(file.file.start(&file.file, UINT64_MAX / 2, &err), HR_EWRITE);
    cr_expect_not_null(strstr(err.text, "fewer simulations"), "%s", err.text);
    results_file_release(&file);
    cr_expect_eq(rmdir(dir), 0);
}

Claim(results_file, what_is_not_there_is_not_read)
{
    struct hr_err err = { 0 };
    struct results_file file;
    char dir[64], out[8];
    temp_dir(dir, sizeof dir);
    results_file_init(&file, dir);
    cr_assert_eq(file.file.start(&file.file, 1, &err), 0, "%s", err.text);
    cr_assert_eq(file.file.put(&file.file, "1234567", 7, &err), 0);
    cr_expect_eq(file.file.get(&file.file, 2, out, 3, &err), 0);
    cr_expect_arr_eq(out, "345", 3);
    cr_expect_eq(file.file.get(&file.file, 2, out, 8, &err), HR_EWRITE);
    cr_expect_not_null(strstr(err.text, "cannot read"), "%s", err.text);
    results_file_release(&file);
    cr_expect_eq(rmdir(dir), 0);
}
