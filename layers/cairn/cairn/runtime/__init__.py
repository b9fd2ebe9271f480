"""What surrounds the registry in a Lambda function: settings, AWS clients, logs, the HTTP edge."""
