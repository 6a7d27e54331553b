namespace StackOne.Ats.Client.Serialization;

/// <summary>Learns what becomes of a success's body.</summary>
internal interface IBodyOwner
{
    /// <summary>It has become a result. Only then is it certain that the call is a success.</summary>
    void BodyRead();

    /// <summary>
    /// It was disposed without having become a result: nothing read it, for example because the call was canceled; or reading it failed, which
    /// was already reported to the owner.
    /// </summary>
    void BodyDropped();
}
