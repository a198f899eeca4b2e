#include "sen2_sample.h"

#include "import_sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- modules as lists of lines ---- */

static const char *const HEADER[N_SEN2_MODULE] = {
    [SEN2_PERSON] = "persontableid,NativeId,personorderseqcolumn,sourceid,sen2tableid,surname,"
                    "forename,personbirthdate,sex,ethnicity,postcode,upn,uniquelearnernumber,"
                    "upnunknown",
    [SEN2_REQUEST] = "requeststableid,NativeId,persontableid,receiveddate,requestsource,rya,"
                     "requestoutcomedate,requestoutcome,requestmediation,requesttribunal,exported",
    [SEN2_ASSESSMENT] = "assessmenttableid,NativeId,requeststableid,assessmentoutcome,"
                        "assessmentoutcomedate,assessmentmediation,assessmenttribunal,week20",
    [SEN2_PLAN] = "namedplantableid,NativeId,assessmenttableid,startdate,planres,planwbp,pb,oa,dp,"
                  "ceasedate,ceasereason",
    [SEN2_DETAIL] = "plandetailtableid,namedplantableid,urn,ukprn,sensetting,sensettingother,"
                    "placementrank,senunitindicator,resourcedprovisionindicator",
    [SEN2_ACTIVE] = "activeplanstableid,NativeId,requeststableid,transferla,reviewmeeting,"
                    "lastreview",
    [SEN2_PLACEMENT] = "placementdetailtableid,activeplanstableid,res,wbp,urn,ukprn,sensetting,"
                       "sensettingother,placementrank,entrydate,leavingdate,senunitindicator,"
                       "resourcedprovisionindicator",
    [SEN2_NEED] = "senneedtableid,activeplanstableid,sentype,sentyperank",
};

struct writer {
    const struct sen2_sample *sample;
    struct sen2_truth *truth;
    char **line[N_SEN2_MODULE];
    size_t n[N_SEN2_MODULE];
    unsigned state;
};

#define PUT(self, module, ...)                                     \
    do {                                                           \
        char text_[512];                                           \
        (void)snprintf(text_, sizeof text_, __VA_ARGS__);          \
        (self)->line[module][(self)->n[module]++] = strdup(text_); \
    } while (0)

static unsigned
next(struct writer *self)
{
    self->state = self->state * 1664525u + 1013904223u;
    return self->state >> 8;
}

static void
write_module(struct writer *self, int module, const char *folder)
{
    char name[128], *text = NULL;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    char **line = self->line[module];
    for (size_t i = self->n[module]; self->sample->shuffle != 0 && i > 1; i--) {
        const size_t j = next(self) % i;
        char *const held = line[i - 1];
        line[i - 1] = line[j];
        line[j] = held;
    }
    fprintf(f, "%s\n", HEADER[module]);
    for (size_t i = 0; i < self->n[module]; i++) {
        fprintf(f, "%s\n", line[i]);
        free(line[i]);
    }
    (void)fclose(f);
    (void)snprintf(name, sizeof name, "%s%s.csv", self->sample->beginning,
                   sen2_module_name[module]);
    import_sample_put(folder, name, text);
    free(text);
    free(line);
}

/* ---- settings: how each place of [N_SEN2_PLACE] is written ---- */

static const struct {
    const char *urn, *setting, *unit;
} PLACE[N_SEN2_PLACE] = {
    [CATEGORY_MAINSTREAM] = { "100001", "", "false" },
    [CATEGORY_UNIT] = { "100002", "", "true" },
    [CATEGORY_STATE_SPECIAL] = { "100003", "", "false" },
    [CATEGORY_INDEPENDENT] = { "100004", "", "false" },
    [CATEGORY_ALTERNATIVE] = { "100005", "", "false" },
    [CATEGORY_FURTHER_EDUCATION] = { "100006", "", "false" },
    [CATEGORY_SPECIALIST_POST16] = { "100007", "", "false" },
    [CATEGORY_OTHERWISE] = { "", "OLA", "" },
    [CATEGORY_EARLY_YEARS] = { "", "EYP", "" },
    [CATEGORY_HOME_EDUCATION] = { "", "EHE", "" },
    [CATEGORY_NOT_IN_EDUCATION] = { "", "NEET", "" },
    [CATEGORY_OTHER] = { "", "OTH", "" },
    [N_CATEGORY] = { "", "", "" },
};

/* A name in Windows-1252, as the register has them. */
static const char REGISTER[] =
    "URN,EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),UKPRN\n"
    "100001,Caf\xe9 Road Primary,1,Community school,10000001\n"
    "100002,Two Academy,34,Academy converter,10000002\n"
    "100003,Three Special,44,Academy special converter,10000003\n"
    "100004,Four House,10,Other independent special school,10000004\n"
    "100005,Five Unit,14,Pupil referral unit,\n"
    "100006,Six College,18,Further education,10000006\n"
    "100007,Seven College,32,Special post 16 institution,10000007\n";

/* ---- a child ---- */

enum kind {
    STAYS,
    MOVES,
    IN_TIME,
    LATE,
    ENDS,
    CAME,
    REFUSED,
    NOT_ISSUED,
    EARLIER,
    N_KIND_OF_CHILD
};

struct child {
    size_t i;
    int age; /* at 31 August before the census */
    enum kind kind;
    size_t place, place_before, need, reason;
};

void
sen2_sample_upn(size_t i, char *out, size_t size)
{
    (void)snprintf(out, size, "QX%011zu", i);
}

static struct child
child_of(size_t i)
{
    const struct child child = { .i = i,
                                 .age = 1 + (int)(i * 7 % 25),
                                 .kind = (enum kind)(i % N_KIND_OF_CHILD),
                                 .place = i / 3 % N_SEN2_PLACE,
                                 .need = i / 5 % N_SEN2_NEED,
                                 .reason = 1 + i / 9 % (N_SEN2_REASON - 1) };
    return child;
}

static void
put_placement(struct writer *self, const struct child *c, size_t place, const char *rank,
              const char *dates)
{
    PUT(self, SEN2_PLACEMENT, "QXd%zu-%s-%zu,QXv%zu,%s,,%s,,%s,,%s,%s,%s,false", c->i, rank, place,
        c->i, c->i % 50 == 0 ? "B" : "", PLACE[place].urn, PLACE[place].setting, rank, dates,
        PLACE[place].unit);
}

static void
put_placements(struct writer *self, const struct child *c)
{
    const int year = self->sample->census - 1;
    char dates[64];
    if (c->kind == MOVES) {
        (void)snprintf(dates, sizeof dates, "%d-Sep-01 00:00:00,%d-Aug-31 00:00:00", year - 3,
                       year);
        put_placement(self, c, (c->place + 1) % N_SEN2_PLACE, "1", dates);
    }
    if (c->kind == EARLIER) {
        (void)snprintf(dates, sizeof dates, "01/09/%d,31/08/%d", year - 4, year - 2);
        put_placement(self, c, (c->place + 1) % N_SEN2_PLACE, "1", dates);
        (void)snprintf(dates, sizeof dates, "01/09/%d,", year - 1);
        put_placement(self, c, (c->place + 2) % N_SEN2_PLACE, "2", dates);
    }
    if (c->kind == ENDS)
        (void)snprintf(dates, sizeof dates, "%d-Sep-01 00:00:00,%d-Jul-20 00:00:00", year - 2,
                       year);
    else if (c->kind == MOVES)
        (void)snprintf(dates, sizeof dates, "%d-Sep-01 00:00:00,", year);
    else if (c->kind == IN_TIME || c->kind == LATE)
        (void)snprintf(dates, sizeof dates, "%d-Oct-01 00:00:00,", year);
    else
        (void)snprintf(dates, sizeof dates, "%d-Sep-01 00:00:00,", year - 2);
    put_placement(self, c, c->place, "1", dates);
}

static void
put_person(struct writer *self, const struct child *c)
{
    char upn[32];
    sen2_sample_upn(c->i, upn, sizeof upn);
    PUT(self, SEN2_PERSON,
        "QXp%zu,999,%zu,,QXs,QXsurname%zu,QXforename%zu,%d-May-05 00:00:00,F,WBRI,QX%zu 1AA,%s,,",
        c->i, c->i, c->i, c->i, self->sample->census - 1 - c->age, c->i, upn);
}

static void
put_request(struct writer *self, const struct child *c)
{
    const int year = self->sample->census - 1;
    const bool this_year = c->kind == IN_TIME || c->kind == REFUSED || c->kind == NOT_ISSUED;
    const char *day = c->kind == IN_TIME ? "06-03" : c->kind == LATE ? "11-15" : "02-01";
    const int received = this_year ? year : c->kind == LATE ? year - 1 : year - 5;
    PUT(self, SEN2_REQUEST, "QXr%zu,999,QXp%zu,%d-%s,1,0,%d-%s,%s,0,0,", c->i, c->i, received, day,
        c->kind == LATE ? year : received, c->kind == LATE ? "03-01" : "07-01",
        c->kind == REFUSED             ? "N"
        : this_year || c->kind == LATE ? "Y"
                                       : "H");
    self->truth->requests += this_year;
    self->truth->refused += c->kind == REFUSED;
}

static void
put_plan(struct writer *self, const struct child *c)
{
    const int year = self->sample->census - 1;
    const bool is_new = c->kind == IN_TIME || c->kind == LATE;
    char start[32], end[64] = ",";
    if (is_new)
        (void)snprintf(start, sizeof start, "%d-10-01", year);
    else
        (void)snprintf(start, sizeof start, "%d-11-11", year - 3);
    if (c->kind == ENDS)
        (void)snprintf(end, sizeof end, "%d-Jul-20 00:00:00,%zu", year, c->reason);
    PUT(self, SEN2_PLAN, "QXn%zu,999,QXa%zu,%s,,,0,0,,%s", c->i, c->i, start, end);
    PUT(self, SEN2_DETAIL, "QXe%zu,QXn%zu,%s,,%s,,1,%s,false", c->i, c->i, PLACE[c->place].urn,
        PLACE[c->place].setting, PLACE[c->place].unit);
}

static void
put_active(struct writer *self, const struct child *c)
{
    PUT(self, SEN2_ACTIVE, "QXv%zu,999,QXr%zu,%s,,", c->i, c->i, c->kind == CAME ? "888" : "");
    if (c->need != SEN2_NEED_UNKNOWN)
        PUT(self, SEN2_NEED, "QXk%zu,QXv%zu,%s,1", c->i, c->i, sen2_need_id[c->need]);
    PUT(self, SEN2_NEED, "QXl%zu,QXv%zu,OTH,2", c->i, c->i);
    put_placements(self, c);
}

static void
put_child(struct writer *self, const struct child *c)
{
    const int year = self->sample->census - 1;
    const bool is_new = c->kind == IN_TIME || c->kind == LATE;
    put_person(self, c);
    put_request(self, c);
    if (c->kind == REFUSED)
        return;
    PUT(self, SEN2_ASSESSMENT, "QXa%zu,999,QXr%zu,%s,%d-09-30,0,0,0", c->i, c->i,
        is_new                  ? "Y"
        : c->kind == NOT_ISSUED ? "N"
                                : "H",
        is_new || c->kind == NOT_ISSUED ? year : year - 3);
    self->truth->assessments += is_new || c->kind == NOT_ISSUED;
    self->truth->not_issued += c->kind == NOT_ISSUED;
    if (c->kind == NOT_ISSUED)
        return;
    put_plan(self, c);
    put_active(self, c);
}

/* ---- what is true of it ---- */

static void
tell(struct sen2_truth *truth, const struct child *c)
{
    const bool is_new = c->kind == IN_TIME || c->kind == LATE;
    /* Of a mover; where none is recorded, the setting that the plan names stands for it. */
    const size_t from = (c->place + 1) % N_SEN2_PLACE;
    if (c->kind == REFUSED || c->kind == NOT_ISSUED)
        return;
    if (!is_new && c->kind != CAME) {
        truth->before += 1.0;
        truth->before_place[c->kind == MOVES && from != N_CATEGORY ? from : c->place] += 1.0;
    }
    truth->new_plans += is_new;
    truth->in_time += c->kind == IN_TIME;
    truth->came += c->kind == CAME;
    truth->moved += c->kind == MOVES && from != N_CATEGORY;
    truth->ended[c->reason] += c->kind == ENDS;
    if (c->kind == ENDS)
        return;
    truth->now += 1.0;
    truth->now_at[c->age][c->place] += 1.0;
    truth->now_need[c->need] += 1.0;
}

void
sen2_sample_write(const struct sen2_sample *sample, const char *folder, struct sen2_truth *truth)
{
    struct writer self = { .sample = sample, .truth = truth, .state = sample->shuffle };
    char head[256], name[128];
    *truth = (struct sen2_truth){ .before = 0.0 };
    for (int module = 0; module < N_SEN2_MODULE; module++)
        self.line[module] = calloc(3 * sample->n + 1, sizeof *self.line[module]);
    for (size_t i = 0; i < sample->n; i++) {
        const struct child child = child_of(i);
        put_child(&self, &child);
        tell(truth, &child);
    }
    for (int module = 0; module < N_SEN2_MODULE; module++)
        write_module(&self, module, folder);
    (void)snprintf(head, sizeof head,
                   "sen2tableid,collection,year,referencedate,lea,dmo\nQXs,SEN2,%d,,999,QXdoctor\n",
                   sample->census);
    (void)snprintf(name, sizeof name, "%ssen2.csv", sample->beginning);
    import_sample_put(folder, name, head);
    import_sample_put(folder, "edubasealldata20250116.csv", REGISTER);
}
