/* suite.c: runs files of claims (claim.h) and scripts, each in a process of its own, as many at a
 * time as there are processors, and adds up.
 *
 *   build/tests/all                             every file of claims in this program
 *   build/tests/all test_rng tests/cli_run.sh   these, in this order
 *   build/tests/test_rng                        a program of one file
 *
 * One file of claims prints as it goes; of several, and of scripts, what they print goes to
 * logs/NAME.txt beside the program and is shown where something failed. The last line is
 * "N passed, N failed"; the exit status is 1 when anything failed. What dies before its end, or
 * ends with an error that no claim explains (so a sanitizer reports), counts as one failure more.
 * Seconds are a processor's.
 * A script is given the program headroom and ends with the same line about its own checks. */
#define _GNU_SOURCE /* asprintf, CPU_COUNT */
#include "claim.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOBS = 1024, PATIENCE_SECONDS = 600 };

struct job {
    char name[64];             /* "test_rng", "cli_run" */
    const char *path;          /* the script, or the file of claims as it was compiled */
    struct claim_tally *tally; /* in memory shared with the job's process */
    bool is_script, has_log;
    pid_t process;
};

struct suite {
    struct job job[JOBS];
    size_t n_job;
    char *headroom; /* the program that scripts try */
    int logs;       /* the folder */
    size_t passed, failed;
};

static _Noreturn void
die(const char *what)
{
    fprintf(stderr, "suite: %s: %s\n", what, strerror(errno));
    exit(2);
}

/* ---- what to run */

static void
job_add(struct suite *suite, const char *path, bool is_script)
{
    struct job *job = &suite->job[suite->n_job++];
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    if (suite->n_job == JOBS)
        die("more jobs than there is room for");
    *job = (struct job){ .path = path, .is_script = is_script };
    (void)snprintf(job->name, sizeof job->name, "%.*s", (int)strcspn(name, "."), name);
}

/* A job whose path is only a name gets that of the file of claims. */
static void
claims_found(struct job *job)
{
    const char *file, *at;
    for (size_t i = 0; (file = claim_file(i)) != NULL; i++)
        if ((at = strstr(file, job->name)) != NULL && at[strlen(job->name)] == '.' &&
            (at == file || at[-1] == '/')) {
            job->path = file;
            return;
        }
    fprintf(stderr, "suite: no file of claims is called '%s'\n", job->name);
    exit(2);
}

static void
jobs_listed(struct suite *suite, int argc, char *const *argv)
{
    for (int i = 1; i < argc; i++) {
        const char *end = strrchr(argv[i], '.');
        job_add(suite, argv[i], end != NULL && strcmp(end, ".sh") == 0);
    }
    for (size_t i = 0; argc < 2 && claim_file(i) != NULL; i++)
        job_add(suite, claim_file(i), false);
    struct claim_tally *tallies = mmap(NULL, JOBS * sizeof *tallies, PROT_READ | PROT_WRITE,
                                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (tallies == MAP_FAILED)
        die("memory");
    for (size_t i = 0; i < suite->n_job; i++) {
        struct job *job = &suite->job[i];
        if (!job->is_script)
            claims_found(job);
        job->tally = &tallies[i];
        job->tally->running = "its beginning";
        job->has_log = suite->n_job > 1 || job->is_script;
    }
}

/* The log of a job: for its process to write, and to read when it has ended. */
static FILE *
job_log(const struct suite *suite, const struct job *job, int flags, const char *mode)
{
    char name[sizeof job->name + 4];
    (void)snprintf(name, sizeof name, "%s.txt", job->name);
    const int file = openat(suite->logs, name, flags | O_CLOEXEC, 0666);
    FILE *log = file < 0 ? NULL : fdopen(file, mode);
    if (log == NULL)
        die(name);
    return log;
}

/* ---- a job's process */

static _Noreturn void
job_run(const struct suite *suite, const struct job *job)
{
    if (job->has_log) {
        const int log = fileno(job_log(suite, job, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, "a"));
        if (dup2(log, STDOUT_FILENO) < 0 || dup2(log, STDERR_FILENO) < 0)
            die(job->name);
    }
    if (job->is_script) {
        char patience[16];
        (void)snprintf(patience, sizeof patience, "%d", PATIENCE_SECONDS);
        (void)execlp("timeout", "timeout", patience, "bash", job->path, suite->headroom, NULL);
        die(job->path);
    }
    (void)alarm(PATIENCE_SECONDS);
    claim_file_run(job->path, job->tally);
    exit(EXIT_SUCCESS);
}

static void
job_start(const struct suite *suite, struct job *job)
{
    (void)fflush(stdout);
    job->process = fork();
    if (job->process == 0)
        job_run(suite, job);
    if (job->process < 0)
        die("fork");
}

/* ---- what became of it */

/* A script's tally is its last line, "N passed, N failed". */
static void
script_tally(struct claim_tally *tally, FILE *log)
{
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, log) > 0)
        if (sscanf(line, "%zu passed, %zu failed", &tally->passed, &tally->failed) == 2)
            tally->running = NULL;
    free(line);
    rewind(log);
}

/* Lines that begin with a word, each after four blanks. */
static void
lines_shown(FILE *log, const char *word)
{
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, log) > 0)
        if (strncmp(line, word, strlen(word)) == 0)
            printf("    %.*s\n", (int)strcspn(line, "\n"), line);
    free(line);
}

/* What makes an end one failure more than claims have told; empty: nothing. */
static void
end_explained(const struct claim_tally *tally, int status, char *why, size_t room)
{
    why[0] = '\0';
    if (WIFSIGNALED(status))
        (void)snprintf(why, room, "(%s in %s)", strsignal(WTERMSIG(status)),
                       tally->running == NULL ? "its end" : tally->running);
    else if (tally->running != NULL)
        (void)snprintf(why, room, "(ended in %s, exit status %d)", tally->running,
                       WEXITSTATUS(status));
    else if (WEXITSTATUS(status) != 0 && tally->failed == 0)
        (void)snprintf(why, room, "(exit status %d)", WEXITSTATUS(status));
}

static double
seconds(const struct rusage *used)
{
    return (double)(used->ru_utime.tv_sec + used->ru_stime.tv_sec) +
           1e-6 * (double)(used->ru_utime.tv_usec + used->ru_stime.tv_usec);
}

static void
job_ended(struct suite *suite, struct job *job, int status, const struct rusage *used)
{
    char why[256];
    struct claim_tally *tally = job->tally;
    FILE *log = job->has_log ? job_log(suite, job, O_RDONLY, "r") : NULL;
    if (job->is_script)
        script_tally(tally, log);
    end_explained(tally, status, why, sizeof why);
    tally->failed += why[0] != '\0' ? 1 : 0;
    suite->passed += tally->passed;
    suite->failed += tally->failed;
    if (tally->failed > 0)
        printf("%-28s %4zu passed, %zu FAILED %s\n", job->name, tally->passed, tally->failed, why);
    else if (tally->passed > 0)
        printf("%-28s %4zu passed %5.1f s\n", job->name, tally->passed, seconds(used));
    if (log != NULL) {
        lines_shown(log, tally->failed > 0 ? "" : "skipped: ");
        (void)fclose(log);
    }
}

static void
wait_for_one(struct suite *suite)
{
    int status = 0;
    struct rusage used;
    const pid_t ended = wait4(-1, &status, 0, &used);
    if (ended < 0)
        die("wait");
    for (size_t i = 0; i < suite->n_job; i++)
        if (suite->job[i].process == ended) {
            suite->job[i].process = 0; /* another may get its number */
            job_ended(suite, &suite->job[i], status, &used);
        }
}

/* ---- all */

/* Logs are beside this program, and headroom in the folder above. */
static void
suite_opened(struct suite *suite, const char *program)
{
    char *logs = NULL;
    const char *slash = strrchr(program, '/');
    const int length = slash == NULL ? 1 : (int)(slash - program);
    if (asprintf(&logs, "%.*s/logs", length, slash == NULL ? "." : program) < 0 ||
        asprintf(&suite->headroom, "%.*s/../headroom", length, slash == NULL ? "." : program) < 0)
        die("memory");
    suite->logs = mkdir(logs, 0777) == 0 || errno == EEXIST
                      ? open(logs, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                      : -1;
    if (suite->logs < 0)
        die(logs);
    free(logs);
}

static size_t
processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
}

int
main(int argc, char **argv)
{
    static struct suite suite;
    suite_opened(&suite, argv[0]);
    jobs_listed(&suite, argc, argv);
    const size_t n_at_once = processors();
    for (size_t i = 0; i < suite.n_job; i++) {
        if (i >= n_at_once)
            wait_for_one(&suite);
        job_start(&suite, &suite.job[i]);
    }
    for (size_t i = 0; i < n_at_once && i < suite.n_job; i++)
        wait_for_one(&suite);
    printf("%zu passed, %zu failed\n", suite.passed, suite.failed);
    free(suite.headroom);
    return suite.failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
