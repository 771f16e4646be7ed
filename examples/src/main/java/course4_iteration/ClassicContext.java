// For contrast, a resource that does not suspend: try-with-resources, and what it stands for.
// (J4.19, J4.20)

void main() {
  try (var _ = new Resource()) {
    IO.println("within the block");
  }

  Resource resource = new Resource();
  try {
    IO.println("within the block");
  } finally {
    resource.close();
  }
}

static class Resource implements AutoCloseable {

  Resource() {
    IO.println("opened");
  }

  @Override
  public void close() {
    IO.println("closed");
  }
}
