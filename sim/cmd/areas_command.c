/* headroom run --areas LIST -o DIR */
#include "areas_command.h"

#include "areas_campaign.h"
#include "areas_publish.h"
#include "areas_run.h"
#include "chart_files.h"
#include "load.h"
#include "progress.h"
#include "rng.h"
#include "text.h"
#include "usage.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
areas_note_start(struct areas_end *self)
{
    struct timespec now;
    struct tm utc;
    (void)clock_gettime(CLOCK_MONOTONIC, &self->clock_start);
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (gmtime_r(&now.tv_sec, &utc) != NULL)
        (void)strftime(self->started, sizeof self->started, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static double
seconds_since(const struct timespec *start)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + 1e-9 * (double)(now.tv_nsec - start->tv_nsec);
}

/* ---- from shards to results */

static void
print_left(const struct areas_sums *sums)
{
    for (size_t i = 0; i < sums->n_left; i++)
        fprintf(stderr, "left out: %s: %s: %s\n", sums->left[i].entry->area, sums->left[i].where,
                sums->left[i].text);
}

static int
refuse_left(const struct areas_sums *sums, struct hr_err *err)
{
    return sums->n_left == 0
               ? 0
               : hr_fail(err, HR_ESCENARIO, "%zu of %zu areas of '%s' cannot be run (--strict)",
                         sums->header->n_row - sums->n_area, sums->header->n_row,
                         sums->header->list);
}

static int
say_end(const struct areas_end *self, const struct areas_sums *sums, struct hr_err *err)
{
    if (self->json) {
        char *text = NULL;
        const int ret = areas_summary(sums, &text, err);
        if (ret == 0)
            fputs(text, stdout);
        free(text);
        return ret;
    }
    if (self->quiet)
        return 0;
    for (size_t slot = 0; slot < sums->n_slot; slot++)
        printf("%s\n", areas_finding(sums, slot).text);
    if (sums->n_left > 0)
        printf("%s\n", areas_left_sentence(sums).text);
    printf("Results of %s: %s\nNext: read %s/campaign.txt; open ranking.csv and groups.csv\n",
           words_futures(sums->n_future).text, self->output, self->output);
    fprintf(stderr, "%s, %zu area%s, %zu scenario%s, %zu years, in %.1f s\n",
            words_futures(sums->n_future).text, sums->n_area, sums->n_area == 1 ? "" : "s",
            sums->n_slot, sums->n_slot == 1 ? "" : "s", sums->n_year,
            seconds_since(&self->clock_start));
    return 0;
}

static int
make_and_publish(const struct areas_end *self, const struct areas_request *request,
                 struct folder *folder, struct hr_err *err)
{
    struct areas_sums sums = { 0 };
    int ret = areas_sums_make(&sums, request, err);
    if (ret == 0 && !self->quiet)
        print_left(&sums);
    if (ret == 0 && self->strict)
        ret = refuse_left(&sums, err);
    if (ret == 0)
        ret = areas_publish(
            &(struct areas_publication){ .sums = &sums,
                                         .charts = self->charts,
                                         .charts_name = usage_charts_name(self->charts),
                                         .started = self->started,
                                         .seconds = seconds_since(&self->clock_start),
                                         .n_thread = self->n_thread,
                                         .argument = (const char *const *)self->argv,
                                         .n_argument = (size_t)self->argc },
            folder, err);
    if (ret == 0)
        ret = say_end(self, &sums, err);
    areas_sums_release(&sums);
    return ret;
}

int
areas_finish(const struct areas_end *self, const struct areas_shard *shard, size_t n_shard,
             struct folder *folder, struct hr_err *err)
{
    struct areas_successors successors = { 0 };
    const struct areas_request request = { .shard = shard,
                                           .n_shard = n_shard,
                                           .successors =
                                               self->successors == NULL ? NULL : &successors,
                                           .n_thread = self->n_thread };
    int ret = 0;
    if (self->successors != NULL)
        ret = areas_successors_read(&successors, self->successors, err);
    print_faults(&successors.faults);
    if (ret == 0)
        ret = make_and_publish(self, &request, folder, err);
    areas_successors_release(&successors);
    return ret;
}

/* ---- simulating */

struct areas_job {
    const struct run_options *options;
    struct areas_list list;
    struct areas_header header;
    struct progress progress;
};

static int
prepare(struct areas_job *self, struct hr_err *err)
{
    const struct run_options *options = self->options;
    const struct run_areas *areas = &options->areas;
    int ret = areas_list_read(&self->list, areas->list, areas->only, areas->n_only, err);
    if (ret == HR_ESCENARIO)
        print_faults(&self->list.faults);
    self->header = (struct areas_header){ .version = HEADROOM_VERSION,
                                          .commit = version_commit(),
                                          .rng = HR_RNG_NAME,
                                          .gsl = version_gsl(),
                                          .seed = options->load.seed,
                                          .n_future = isnan(options->load.simulations)
                                                          ? 0
                                                          : (size_t)options->load.simulations,
                                          .list = self->list.name,
                                          .list_sha256 = self->list.sha256,
                                          .only = areas->only,
                                          .n_only = areas->n_only,
                                          .set = options->load.set,
                                          .n_set = options->load.n_set,
                                          .n_row = self->list.n_row,
                                          .shard = areas->n_shard == 0 ? 1 : areas->shard,
                                          .n_shard = areas->n_shard == 0 ? 1 : areas->n_shard };
    if (ret == 0)
        ret = areas_common(&self->list, &self->header, err);
    return ret;
}

static int
simulate(struct areas_job *self, FILE *out, struct hr_err *err)
{
    const struct areas_run run = { .list = &self->list,
                                   .header = &self->header,
                                   .n_thread = self->options->n_thread,
                                   .stop = &self->progress.stop,
                                   .done = &self->progress.done };
    const size_t total = areas_in_shard(&self->header) * self->header.n_future;
    int ret = progress_start(&self->progress, total, !self->options->quiet, err);
    if (ret == 0)
        ret = areas_run(&run, out, err);
    progress_end(&self->progress);
    return ret;
}

/* ---- a shard: the file appears whole or not at all */

static int
write_shard(struct areas_job *self, struct hr_err *err)
{
    const char *target = self->options->output;
    struct interruption held = { 0 };
    interruption_hold(&held);
    char *work = text_of("%s.unfinished", target);
    int ret = work == NULL ? hr_fail(err, HR_ENOMEM, "no memory for the name of a file") : 0;
    if (ret == 0 && !self->options->force && access(target, F_OK) == 0)
        ret = hr_fail(err, HR_EWRITE, "'%s' is there already: --force replaces it", target);
    FILE *out = ret == 0 ? fopen(work, "wbe") : NULL;
    if (ret == 0 && out == NULL)
        ret = hr_fail(err, HR_EWRITE, "cannot write '%s': %s", work, strerror(errno));
    if (ret == 0)
        ret = simulate(self, out, err);
    if (out != NULL && fclose(out) != 0 && ret == 0)
        ret = hr_fail(err, HR_EWRITE, "cannot write '%s': %s", work, strerror(errno));
    if (ret == 0)
        ret = interruption_check(&held, err);
    if (ret == 0 && rename(work, target) != 0)
        ret = hr_fail(err, HR_EWRITE, "cannot write '%s': %s", target, strerror(errno));
    if (ret != 0 && out != NULL)
        (void)unlink(work);
    free(work);
    interruption_release(&held);
    if (ret == 0 && !self->options->quiet)
        printf("Shard %zu of %zu, %zu areas: %s\nNext: headroom merge all %zu shards -o DIR\n",
               self->header.shard, self->header.n_shard, areas_in_shard(&self->header), target,
               self->header.n_shard);
    return ret;
}

/* ---- in one piece */

/* A file without a name, where the folder is being written. */
static FILE *
open_nameless(const struct folder *folder, struct hr_err *err)
{
    char *path = text_of("%s/.areas", folder->work);
    FILE *file = path == NULL ? NULL : fopen(path, "w+bex");
    const bool nameless = file != NULL && unlink(path) == 0;
    if (!nameless)
        (void)hr_fail(err, HR_EWRITE, "cannot write in '%s': %s", folder->work, strerror(errno));
    if (!nameless && file != NULL)
        (void)fclose(file);
    free(path);
    return nameless ? file : NULL;
}

static int
run_whole(struct areas_job *self, struct areas_end *end, struct hr_err *err)
{
    struct folder folder = { 0 };
    struct areas_shard shard = { 0 };
    FILE *kept = NULL;
    int ret = charts_ready(self->options->charts, err);
    if (ret == 0)
        ret = folder_init(&folder, self->options->output, self->options->force, err);
    if (ret == 0) {
        kept = open_nameless(&folder, err);
        ret = kept == NULL ? HR_EWRITE : simulate(self, kept, err);
    }
    if (ret == 0)
        ret = areas_shard_open(&shard, self->list.name, kept, err);
    if (ret == 0)
        ret = areas_finish(end, &shard, 1, &folder, err);
    areas_shard_release(&shard);
    if (kept != NULL)
        (void)fclose(kept);
    folder_release(&folder);
    return ret;
}

int
areas_by(const struct run_options *options, int argc, char **argv, struct hr_err *err)
{
    struct areas_job self = { .options = options };
    struct areas_end end = { .output = options->output,
                             .successors = options->areas.successors,
                             .charts = options->charts,
                             .n_thread = options->n_thread,
                             .strict = options->areas.strict,
                             .quiet = options->quiet,
                             .json = options->json,
                             .argc = argc,
                             .argv = argv };
    areas_note_start(&end);
    int ret = prepare(&self, err);
    if (ret == 0)
        ret = options->areas.n_shard > 0 ? write_shard(&self, err) : run_whole(&self, &end, err);
    areas_list_release(&self.list);
    return ret;
}
