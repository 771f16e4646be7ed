// Three workers share a queue of jobs; join waits until all jobs are done, the failed one included.
import static asyncio.Asyncio.*;

import asyncio.queue.Queue;

record Job(String name, int seconds) {}

final Queue<Job> jobs = new Queue<>();

void main() {
  run(this::program);
}

void program() {
  for (int i = 1; i <= 6; i++) {
    jobs.put(new Job("job " + i, i));
  }
  taskGroup(
      group -> {
        for (String worker : List.of("Ann", "Ben", "Cem")) {
          group.createTask(() -> work(worker));
        }
        jobs.join();
        IO.println("all jobs are done");
        jobs.shutdown(); // ends the workers' loops, and the group with them
      });
}

void work(String worker) {
  for (Job job : jobs) {
    try {
      perform(job);
      IO.println(worker + " has done " + job.name);
    } catch (IllegalStateException e) {
      IO.println(worker + " has failed: " + e.getMessage());
    } finally {
      jobs.taskDone(); // a job that fails is over as well: join must not wait for it
    }
  }
  IO.println(worker + " goes home");
}

void perform(Job job) {
  sleep(seconds(job.seconds));
  if (job.name.equals("job 3")) {
    throw new IllegalStateException(job.name + " is impossible");
  }
}
