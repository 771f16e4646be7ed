// The handle may be dropped: the loop holds the task until it is done. (J2.T03)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  createTask(this::work);
  sleep(seconds(0.5));
  System.gc(); // does not take the task away
  sleep(seconds(1));
}

void work() {
  sleep(seconds(1));
  IO.println("done, although nobody holds me");
}
