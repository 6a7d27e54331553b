namespace StackOne.Ats.Client.Serialization;

/// <summary>Is notified when the body of a success is read or dropped.</summary>
internal interface IBodyOwner
{
    /// <summary>Called when the body was deserialized. Only then is it certain that the call succeeds.</summary>
    void BodyRead();

    /// <summary>
    /// Called when the body is disposed without having been deserialized: nothing read it, for example because the call was canceled; or reading
    /// it failed, which was already reported to the owner.
    /// </summary>
    void BodyDropped();
}
