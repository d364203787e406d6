-- The vector of an answer beyond what the model reads at once was the bare mean of its windows, and came too near to every
-- search. It is made anew, by workers of this version: those before it have ten minutes to go. No answer of up to 700 characters
-- was read in windows; of the longer ones that were not, the vector comes out the same.
update jobs set state = 'queued', max_attempts = jobs.attempt + 5, run_at = clock_timestamp() + interval '10 minutes',
  dispatched_at = null, claimed_at = null, finished_at = null, waiting_since = null, slot_at = null
from answers
where answers.id = jobs.answer_id and jobs.queue = 'embedding' and jobs.state = 'done' and char_length(answers.text) > 700;
