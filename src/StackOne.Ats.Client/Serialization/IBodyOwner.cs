namespace StackOne.Ats.Client.Serialization;

/// <summary>Is notified when the body of a success is read.</summary>
internal interface IBodyOwner
{
    /// <summary>Called when the body was deserialized. Only then is it certain that the call succeeds.</summary>
    void BodyRead();
}
