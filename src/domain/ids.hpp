// The row ids of the product's nouns (words: ARCHITECTURE.md). Ids of a store, not the keys of a coordinator's sheet.
#pragma once
#include "base/id.hpp"

namespace tutorline::domain {

using CohortId = base::Id<struct CohortTag>;
using HouseholdId = base::Id<struct HouseholdTag>;
using PhoneId = base::Id<struct PhoneTag>;
using StudentId = base::Id<struct StudentTag>;
using TutorId = base::Id<struct TutorTag>;
using EnrollmentId = base::Id<struct EnrollmentTag>;
using SessionId = base::Id<struct SessionTag>;
using AttemptId = base::Id<struct AttemptTag>;
using MessageId = base::Id<struct MessageTag>;  ///< one text in the outbox
using TaskId = base::Id<struct TaskTag>;        ///< something a person must do
using InboxId = base::Id<struct InboxTag>;      ///< one text or call that came in
using ItemSentId = base::Id<struct ItemSentTag>;  ///< one practice item given to one child

}  // namespace tutorline::domain
