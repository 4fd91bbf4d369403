//! What the verbs of the journal are called.

use crate::language::Key;

/// What is said of a verb; nothing of one that is not known here.
pub(in crate::pages) fn verb_key(code: &str) -> Option<Key> {
    of_base(code)
        .or_else(|| of_transfer(code))
        .or_else(|| of_innovation(code))
        .or_else(|| of_cooperation(code))
        .or_else(|| of_event(code))
        .or_else(|| of_training(code))
}

/// Verbs of records, people, rules and books.
fn of_base(code: &str) -> Option<Key> {
    Some(match code {
        "record" => Key("journal-verb-record"),
        "account" => Key("journal-verb-account"),
        "rule" => Key("journal-verb-rule"),
        "calendar" => Key("journal-verb-calendar"),
        "import" => Key("journal-verb-import"),
        "record.create" => Key("journal-verb-create"),
        "record.change" => Key("journal-verb-change"),
        "record.publish" => Key("journal-verb-publish"),
        "record.withdraw" => Key("journal-verb-withdraw"),
        "record.delete" => Key("journal-verb-delete"),
        "record.restore" => Key("journal-verb-restore"),
        "record.manage" => Key("journal-verb-manage"),
        "record.read" => Key("journal-verb-read"),
        "record.erase" => Key("journal-verb-erase-record"),
        "record.attach" => Key("journal-verb-attach"),
        "record.detach" => Key("journal-verb-detach"),
        "account.create" => Key("journal-verb-account-create"),
        "account.change" => Key("journal-verb-account-change"),
        "account.close" => Key("journal-verb-account-close"),
        "account.reopen" => Key("journal-verb-account-reopen"),
        "account.erase" => Key("journal-verb-account-erase"),
        "account.password" => Key("journal-verb-password"),
        "account.sign-in" => Key("journal-verb-sign-in"),
        "account.end-session" => Key("journal-verb-end-session"),
        "account.issue-token" => Key("journal-verb-issue-token"),
        "account.end-token" => Key("journal-verb-end-token"),
        "account.join" => Key("journal-verb-join"),
        "account.leave" => Key("journal-verb-leave"),
        "rule.switch" => Key("journal-verb-switch"),
        "calendar.announce" => Key("journal-verb-announce"),
        "ledger" => Key("nav-ledger"),
        "ledger.post" => Key("journal-verb-ledger-post"),
        "ledger.reverse" => Key("journal-verb-ledger-reverse"),
        "ledger.open-account" => Key("journal-verb-ledger-open"),
        "ledger.close-account" => Key("journal-verb-ledger-close"),
        "ledger.reopen-account" => Key("journal-verb-ledger-reopen"),
        "ledger.close-period" => Key("journal-verb-ledger-period"),
        "ledger.reopen-period" => Key("journal-verb-ledger-reopen-period"),
        _ => return None,
    })
}

/// Verbs of matches, deals and their money.
fn of_transfer(code: &str) -> Option<Key> {
    Some(match code {
        "sealed" => Key("journal-verb-sealed"),
        "deal" => Key("journal-verb-deal"),
        "deal.open" => Key("journal-verb-deal-open"),
        "deal.advance" => Key("journal-verb-deal-advance"),
        "deal.back" => Key("journal-verb-deal-back"),
        "deal.wish-back" => Key("journal-verb-deal-wish-back"),
        "deal.nda" => Key("journal-verb-deal-nda"),
        "deal.ask-access" => Key("journal-verb-deal-ask-access"),
        "deal.answer-access" => Key("journal-verb-deal-answer-access"),
        "deal.propose" => Key("journal-verb-deal-propose"),
        "deal.proposal" => Key("journal-verb-deal-proposal"),
        "deal.accept" => Key("journal-verb-deal-accept"),
        "deal.contract" => Key("journal-verb-deal-contract"),
        "deal.confirm" => Key("journal-verb-deal-confirm"),
        "deal.wait" => Key("journal-verb-deal-wait"),
        "deal.pause" => Key("journal-verb-deal-pause"),
        "deal.resume" => Key("journal-verb-deal-resume"),
        "deal.decline" => Key("journal-verb-deal-decline"),
        "deal.terminate" => Key("journal-verb-deal-terminate"),
        "deal.complete" => Key("journal-verb-deal-complete"),
        "match" => Key("journal-verb-match"),
        "match.propose" => Key("journal-verb-match-propose"),
        "match.accept" => Key("journal-verb-match-accept"),
        "match.decline" => Key("journal-verb-match-decline"),
        "match.deal" => Key("journal-verb-match-deal"),
        "publicity" => Key("journal-verb-publicity"),
        "publicity.start" => Key("journal-verb-publicity-start"),
        "publicity.object" => Key("journal-verb-publicity-object"),
        "publicity.answer" => Key("journal-verb-publicity-answer"),
        "publicity.close" => Key("journal-verb-publicity-close"),
        "publicity.cancel" => Key("journal-verb-publicity-cancel"),
        "receipt" => Key("journal-verb-receipt"),
        "receipt.receive" => Key("journal-verb-receipt-receive"),
        "receipt.report" => Key("journal-verb-receipt-report"),
        "receipt.wait" => Key("journal-verb-receipt-wait"),
        "receipt.allocate" => Key("journal-verb-receipt-allocate"),
        "receipt.take-back" => Key("journal-verb-receipt-take-back"),
        "payout" => Key("journal-verb-payout"),
        "payout.calculate" => Key("journal-verb-payout-calculate"),
        "payout.approve" => Key("journal-verb-payout-approve"),
        "payout.pay" => Key("journal-verb-payout-pay"),
        "payout.take-back" => Key("journal-verb-payout-take-back"),
        _ => return None,
    })
}

/// Verbs of problems, calls and platforms.
fn of_innovation(code: &str) -> Option<Key> {
    Some(match code {
        "platform" => Key("journal-verb-platform"),
        "platform.book" => Key("journal-verb-book"),
        "platform.unbook" => Key("journal-verb-unbook"),
        "platform.accept" => Key("journal-verb-booking-accept"),
        "platform.decline" => Key("journal-verb-booking-decline"),
        "platform.use" => Key("journal-verb-use"),
        "platform.wait" => Key("journal-verb-wait"),
        "platform.leave" => Key("journal-verb-wait-leave"),
        "platform.offer" => Key("journal-verb-offer"),
        "platform.take" => Key("journal-verb-offer-take"),
        "platform.lapse" => Key("journal-verb-offer-lapse"),
        "project.allocate" => Key("journal-verb-allocate"),
        "call" => Key("journal-verb-call"),
        "call.ask" => Key("journal-verb-call-ask"),
        "call.answer" => Key("journal-verb-call-answer"),
        "call.amend" => Key("journal-verb-call-amend"),
        "call.open" => Key("journal-verb-call-open"),
        "call.propose" => Key("journal-verb-call-propose"),
        "call.reconsider" => Key("journal-verb-call-reconsider"),
        "call.award" => Key("journal-verb-call-award"),
        "call.contract" => Key("journal-verb-call-contract"),
        "call.accept" => Key("journal-verb-call-accept"),
        "call.end" => Key("journal-verb-call-end"),
        "bid" => Key("journal-verb-bid"),
        "bid.submit" => Key("journal-verb-bid-submit"),
        "bid.retract" => Key("journal-verb-bid-retract"),
        "bid.note" => Key("journal-verb-bid-note"),
        "bid.open" => Key("journal-verb-bid-open"),
        "bid.rule-out" => Key("journal-verb-bid-rule-out"),
        "bid.propose" => Key("journal-verb-bid-propose"),
        "bid.reconsider" => Key("journal-verb-bid-reconsider"),
        "bid.decide" => Key("journal-verb-bid-decide"),
        "review" => Key("journal-verb-review"),
        "review.invite" => Key("journal-verb-review-invite"),
        "review.answer" => Key("journal-verb-review-answer"),
        "review.submit" => Key("journal-verb-review-submit"),
        "review.minutes" => Key("journal-verb-review-minutes"),
        "problem" => Key("journal-verb-problem"),
        "problem.gather" => Key("journal-verb-problem-gather"),
        "problem.endorse" => Key("journal-verb-problem-endorse"),
        "problem.take-back" => Key("journal-verb-problem-take-back"),
        "problem.value" => Key("journal-verb-problem-value"),
        _ => return None,
    })
}

/// Verbs of projects, cooperation and the agreement.
fn of_cooperation(code: &str) -> Option<Key> {
    Some(match code {
        "project" => Key("journal-verb-project"),
        "project.plan" => Key("journal-verb-project-plan"),
        "project.open" => Key("journal-verb-project-open"),
        "project.evidence" => Key("journal-verb-project-evidence"),
        "project.gate" => Key("journal-verb-project-gate"),
        "project.milestone" => Key("journal-verb-project-milestone"),
        "project.pay" => Key("journal-verb-project-pay"),
        "project.spend" => Key("journal-verb-project-spend"),
        "project.move-money" => Key("journal-verb-project-move-money"),
        "project.move" => Key("journal-verb-project-move"),
        "project.outcome" => Key("journal-verb-project-outcome"),
        "cooperation" => Key("journal-verb-cooperation"),
        "cooperation.measure" => Key("journal-verb-cooperation-measure"),
        "agreement" => Key("journal-verb-agreement"),
        "agreement.propose" => Key("journal-verb-agreement-propose"),
        "agreement.vote" => Key("journal-verb-agreement-vote"),
        "agreement.decide" => Key("journal-verb-agreement-decide"),
        "agreement.take-back" => Key("journal-verb-agreement-take-back"),
        "agreement.minutes" => Key("journal-verb-agreement-minutes"),
        "agreement.plan" => Key("journal-verb-agreement-plan"),
        "agreement.report" => Key("journal-verb-agreement-report"),
        _ => return None,
    })
}

/// Verbs of events.
fn of_event(code: &str) -> Option<Key> {
    Some(match code {
        "event.advance" => Key("journal-verb-event-advance"),
        "event.agenda" => Key("journal-verb-event-agenda"),
        "event.halt" => Key("journal-verb-event-halt"),
        "event.move" => Key("journal-verb-event-move"),
        "event.terms" => Key("journal-verb-event-terms"),
        "registration.absent" => Key("journal-verb-registration-absent"),
        "registration.become" => Key("journal-verb-registration-become"),
        "registration.call-off" => Key("journal-verb-registration-call-off"),
        "registration.check-in" => Key("journal-verb-registration-check-in"),
        "registration.clear" => Key("journal-verb-registration-clear"),
        "registration.confirm" => Key("journal-verb-registration-confirm"),
        "registration.contribute" => Key("journal-verb-registration-contribute"),
        "registration.decide-contribution" => Key("journal-verb-registration-decide-contribution"),
        "registration.follow-up" => Key("journal-verb-registration-follow-up"),
        "registration.hold" => Key("journal-verb-registration-hold"),
        "registration.meet-accept" => Key("journal-verb-registration-meet-accept"),
        "registration.meet-ask" => Key("journal-verb-registration-meet-ask"),
        "registration.meet-asked" => Key("journal-verb-registration-meet-asked"),
        "registration.meet-decline" => Key("journal-verb-registration-meet-decline"),
        "registration.move" => Key("journal-verb-registration-move"),
        "registration.move-up" => Key("journal-verb-registration-move-up"),
        "registration.refuse" => Key("journal-verb-registration-refuse"),
        "registration.register" => Key("journal-verb-registration-register"),
        "registration.review" => Key("journal-verb-registration-review"),
        _ => return None,
    })
}

/// Verbs of secondments and programmes.
fn of_training(code: &str) -> Option<Key> {
    Some(match code {
        "secondment.decide" => Key("journal-verb-secondment-decide"),
        "secondment.revise" => Key("journal-verb-secondment-revise"),
        "secondment.end" => Key("journal-verb-secondment-end"),
        "secondment.pass" => Key("journal-verb-secondment-pass"),
        "achievement.owners" => Key("journal-verb-achievement-owners"),
        "programme.advance" => Key("journal-verb-programme-advance"),
        "programme.cancel" => Key("journal-verb-programme-cancel"),
        "enrolment.practise" => Key("journal-verb-enrolment-practise"),
        "enrolment.guide" => Key("journal-verb-enrolment-guide"),
        "person.learn" => Key("journal-verb-person-learn"),
        "person.confirm" => Key("journal-verb-person-confirm"),
        "person.allow" => Key("journal-verb-person-allow"),
        "person.withdraw" => Key("journal-verb-person-withdraw"),
        "enrolment.apply" => Key("journal-verb-enrolment-apply"),
        "enrolment.call-off" => Key("journal-verb-enrolment-call-off"),
        "enrolment.move-up" => Key("journal-verb-enrolment-move-up"),
        "enrolment.decide" => Key("journal-verb-enrolment-decide"),
        "enrolment.begin" => Key("journal-verb-enrolment-begin"),
        "enrolment.attendance" => Key("journal-verb-enrolment-attendance"),
        "enrolment.credit" => Key("journal-verb-enrolment-credit"),
        "enrolment.certify" => Key("journal-verb-enrolment-certify"),
        "enrolment.decline" => Key("journal-verb-enrolment-decline"),
        "enrolment.outcome" => Key("journal-verb-enrolment-outcome"),
        "enrolment.ask-outcome" => Key("journal-verb-enrolment-ask-outcome"),
        _ => return None,
    })
}
