/** What logs call those who use a model, in English: `foreign-words.ts` brings other languages to it. */

const PERSONS: Readonly<Record<string, string>> = {
  /** Whoever is signed in, whatever they do. */
  signedIn:
    'user login principal requester asker upn uid initials handle nickname nick actor operator person individual submitter originator initiator owner holder sysuser matricule matricola matricula msisdn',
  atWork:
    'employee staff worker clerk colleague coworker personnel crew handler caseworker adjuster underwriter officer dispatcher recruiter assignee associate consultant specialist analyst researcher librarian editor developer dev tester engineer technician tech mechanic installer fitter plumber electrician inspector planner designer marketer copywriter translator interpreter coach mentor instructor supervisor lawyer paralegal attorney solicitor advocate broker trader realtor adviser advisor counsellor counselor accountant auditor bookkeeper doctor clinician physician surgeon dentist nurse midwife paramedic pharmacist therapist vet caregiver carer teacher lecturer trainer courier pilot skipper cook chef waiter cashier receptionist concierge farmer grower rancher soldier detective',
  served:
    'customer client member visitor guest caller patient student subscriber passenger pax citizen shopper buyer learner reader rider traveller traveler resident applicant parent pupil trainee apprentice candidate claimant policyholder insured borrower taxpayer pensioner beneficiary merchant seller dealer player gamer volunteer donor household prospect attendee participant delegate contributor creator streamer viewer listener relative landlord homeowner scholar undergraduate constituent petitioner inmate patron diner cyclist commuter hiker camper consumer affiliate unionist congregant parishioner tourist skier climber diver angler sailor boater',
};

/** Also what is no person: whose house it is, or what it is about. */
const PERHAPS =
  'tenant account contact profile identity sub subject pseudonym badge manager follower supporter fan driver wallet';

const setOf = (words = ''): ReadonlySet<string> => new Set(words.split(' '));
const SIGNED_IN = setOf(PERSONS.signedIn);
const AT_WORK = setOf(PERSONS.atWork);
const SERVED = setOf(PERSONS.served);
const UNSURE = setOf(PERHAPS);

const UNSURELY = 0.3;

/**
 * How likely whoever the word names is the one who asks, 0 to 1; 0 where it names no person. Beside whoever is served,
 * whoever serves is at the screen.
 */
export const asksAs = (word: string): number =>
  SIGNED_IN.has(word)
    ? 1
    : AT_WORK.has(word)
      ? 0.9
      : SERVED.has(word)
        ? 0.8
        : UNSURE.has(word)
          ? UNSURELY
          : 0;

export const isPerson = (word: string): boolean => asksAs(word) > UNSURELY;

export const isServed = (word: string): boolean => SERVED.has(word);
export const isAtWork = (word: string): boolean => AT_WORK.has(word);
