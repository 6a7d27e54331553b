// Makes each kind of call. Prints OK and ends with 0, or says what differs and ends with 1.
await Orders.RunAsync();
#if !ORDER_ONLY
await OtherKinds.RunAsync();
SignedEvent.Read();
#endif
Console.WriteLine("OK");
