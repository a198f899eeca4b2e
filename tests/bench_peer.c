/* make bench: the nearest peer's own demonstration, 1,000 simulations x 5 years of 2,153 plans in 6 needs x 19 settings, as a user would
 * run it: the whole program, tables and run record written, no charts. The peer needs 72 to 88 s and 9.4 to 11.7 GB for it on two cores
 * (its engine alone).
 *
 * Rates are simple averages of the demonstration's history, enough for equal work; estimating them well is the evidence part's job. The
 * data are read from ../shared/data/witan-demo and the benchmark says so and stops when they are not there. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NCY_LOW = -4, N_AGE = 26, N_SET = 19, N_NEED = 6, FIRST_YEAR = 2013, LAST_YEAR = 2016, N_HISTORY = 4, N_RUN = 5 };
static const char FOLDER[] = "../shared/data/witan-demo";
static const char SCENARIO[] = "peer.cfg";

struct history { /* counts over all years */
    double joined[N_AGE], left[N_AGE], held[N_AGE];
    double moved[N_AGE][N_SET][N_SET], stayed[N_AGE][N_SET];
    double stock[N_AGE][N_NEED][N_SET];  /* at the end of the last year */
    double population[N_RUN + 2][N_AGE]; /* 2016 to 2022 */
};

static bool
is_outside(const char *code)
{
    return strcmp(code, "NONSEND") == 0;
}

static void
count_transition(struct history *h, int year, const char *set1, const char *set2, const char *need2, int ay2)
{
    const int age = ay2 - NCY_LOW;
    if (age < 0 || age >= N_AGE)
        return;
    if (is_outside(set1)) {
        h->joined[age] += 1.0;
    } else {
        h->held[age] += 1.0;
        h->left[age] += is_outside(set2) ? 1.0 : 0.0;
        if (!is_outside(set2)) {
            h->stayed[age][set1[0] - 'A'] += 1.0;
            h->moved[age][set1[0] - 'A'][set2[0] - 'A'] += 1.0;
        }
    }
    if (year == LAST_YEAR && !is_outside(set2))
        h->stock[age][need2[0] - 'T'][set2[0] - 'A'] += 1.0;
}

static bool
read_history(struct history *h)
{
    char path[256], line[256];
    (void)snprintf(path, sizeof path, "%s/transitions.csv", FOLDER);
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return false;
    char set1[32], need1[32], set2[32], need2[32];
    int year, ay1, ay2;
    while (fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%d,%31[^,],%31[^,],%d,%31[^,],%31[^,],%d", &year, set1, need1, &ay1, set2, need2, &ay2) == 7)
            count_transition(h, year, set1, set2, need2, ay2);
    (void)fclose(f);
    (void)snprintf(path, sizeof path, "%s/population.csv", FOLDER);
    f = fopen(path, "r");
    if (f == NULL)
        return false;
    double people;
    while (fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%d,%d,%lf", &year, &ay1, &people) == 3 && year >= LAST_YEAR && year <= LAST_YEAR + N_RUN + 1 && ay1 >= NCY_LOW &&
            ay1 - NCY_LOW < N_AGE)
            h->population[year - LAST_YEAR][ay1 - NCY_LOW] = people;
    (void)fclose(f);
    return true;
}

static void
write_people(FILE *f, const struct history *h)
{
    double plans = 0.0, joined = 0.0;
    fprintf(f, "plans = { cells = (");
    const char *comma = "";
    for (int a = 0; a < N_AGE; a++)
        for (int n = 0; n < N_NEED; n++)
            for (int s = 0; s < N_SET; s++)
                if (h->stock[a][n][s] > 0.0) {
                    fprintf(f, "%s\n  { ncy = %d; need = \"%c\"; setting = \"%c\"; count = %.0f; }", comma, a + NCY_LOW, 't' + n, 'a' + s,
                            h->stock[a][n][s]);
                    plans += h->stock[a][n][s];
                    comma = ",";
                }
    fprintf(f, " ); total = %.0f; };\npopulation = { drift = 0.0; counts = (", plans);
    for (int y = 0; y <= N_RUN; y++) {
        fprintf(f, "%s\n  { mid_year = %d; by_age = [", y == 0 ? "" : ",", LAST_YEAR + y);
        for (int a = 0; a < N_AGE; a++)
            fprintf(f, "%s%.1f", a == 0 ? " " : ", ", h->population[y + 1][a]);
        fprintf(f, " ]; }");
    }
    fprintf(f, " ); };\njoiners = { own_mix = 1.0; rate_by_age = [");
    for (int a = 0; a < N_AGE; a++) {
        fprintf(f, "%s%.8f", a == 0 ? " " : ", ", h->population[0][a] > 0.0 ? h->joined[a] / N_HISTORY / h->population[0][a] : 0.0);
        joined += h->joined[a];
    }
    fprintf(f, " ]; new_plans = %.1f; };\nleavers = { by_category = ( ); hazard_by_age = [", joined / N_HISTORY);
    for (int a = 0; a < N_AGE; a++)
        fprintf(f, "%s%.6f", a == 0 ? " " : ", ", h->held[a] > 0.0 ? h->left[a] / h->held[a] : 0.0);
    fprintf(f, " ]; };\nmovers = { rules = (");
    comma = "";
    for (int a = 0; a < N_AGE; a++)
        for (int from = 0; from < N_SET; from++)
            for (int to = 0; to < N_SET; to++)
                if (from != to && h->moved[a][from][to] > 0.0) {
                    fprintf(f, "%s\n  { ncy = %d; from = \"%c\"; to = \"%c\"; share = %.6f; }", comma, a + NCY_LOW, 'a' + from, 'a' + to,
                            h->moved[a][from][to] / h->stayed[a][from]);
                    comma = ",";
                }
    fprintf(f, " ); };\n");
}

static void
write_scenario(FILE *f, const struct history *h)
{
    fprintf(f, "area = \"Peer demonstration\"; title = \"Peer demonstration\"; base = { census = %d; }; horizon_years = %d;\n",
            LAST_YEAR + 1, N_RUN);
    fprintf(f, "run = { simulations = 1000; seed = 50; };\nneeds = (");
    for (int n = 0; n < N_NEED; n++)
        fprintf(f, "%s { id = \"%c\"; label = \"%c\"; }", n == 0 ? "" : ",", 't' + n, 'T' + n);
    fprintf(f, " );\nsettings = (");
    for (int s = 0; s < N_SET; s++)
        fprintf(f, "%s { id = \"%c\"; label = \"%c\"; category = \"mainstream\"; local = true; }", s == 0 ? "" : ",", 'a' + s, 'A' + s);
    fprintf(f, " );\n");
    write_people(f, h);
    fprintf(f, "prices = (");
    for (int s = 0; s < N_SET; s++)
        fprintf(f, "%s { setting = \"%c\"; fee_gbp = 10000; spread = 0.5; }", s == 0 ? "" : ",", 'a' + s);
    fprintf(f, " );\ngrant = { basis = \"after_deductions\"; known = ( { fy = \"%d/%02d\"; amount_gbp_m = 20.0; } ); };\n", LAST_YEAR + 1,
            (LAST_YEAR + 2) % 100);
    fprintf(
        f,
        "dsg = { blocks = ( { id = \"high_needs\"; label = \"High Needs Block\"; budget_gbp_m = 20.0; outturn_gbp_m = 22.0; } ); carry_forward_gbp_m = -1.0; };\n");
    fprintf(f, "scenarios = ( { id = \"base\"; label = \"Base\"; role = \"unmitigated\"; } );\n");
}

static double
now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Runs the program in a child; returns seconds, or exits. */
static double
run_program(const char *program, const char *scenario, const char *results, const char *threads)
{
    const double start = now();
    const pid_t child = fork();
    if (child == 0) {
        (void)execl(program, program, "run", scenario, "-o", results, "--charts", "none", "--threads", threads, "--force", "-q",
                    (char *)NULL);
        _exit(127);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
        fprintf(stderr, "bench: '%s run %s' failed\n", program, scenario);
        exit(1);
    }
    return now() - start;
}

int
main(void)
{
    static struct history h;
    const char *program = getenv("HEADROOM");
    if (program == NULL || !read_history(&h)) {
        printf("\npeer's demonstration: skipped, %s\n",
               program == NULL ? "HEADROOM does not name the program" : "../shared/data/witan-demo is not here");
        return 0;
    }
    char folder[] = "/tmp/headroom-bench.XXXXXX", scenario[64], results[64], command[128];
    if (mkdtemp(folder) == NULL)
        return 1;
    (void)snprintf(scenario, sizeof scenario, "%s/%s", folder, SCENARIO);
    (void)snprintf(results, sizeof results, "%s/results", folder);
    FILE *f = fopen(scenario, "w");
    if (f == NULL)
        return 1;
    write_scenario(f, &h);
    if (fclose(f) != 0)
        return 1;
    printf("\npeer's demonstration, 1,000 simulations x 5 years, whole program with tables and run record:\n");
    for (int threads = 1; threads <= 2; threads++) {
        double best = 1e9;
        for (int round = 0; round < 5; round++) {
            const double seconds = run_program(program, scenario, results, threads == 1 ? "1" : "2");
            best = seconds < best ? seconds : best;
        }
        struct rusage usage;
        (void)getrusage(RUSAGE_CHILDREN, &usage);
        printf("  %d thread%s %.3f s, peak memory %.0f MB\n", threads, threads == 1 ? " " : "s", best, (double)usage.ru_maxrss / 1024.0);
    }
    (void)snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) == 0 ? 0 : 1;
}
