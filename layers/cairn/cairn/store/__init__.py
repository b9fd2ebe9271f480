"""The table and the bucket: the only place that knows DynamoDB and S3. docs/store.md draws the keys."""
