namespace StackOne.Ats.Client.Serialization;

/// <summary>Learns what becomes of a success's body.</summary>
internal interface IBodyOwner
{
    /// <summary>It has become a result. Only then is it certain that the call is a success.</summary>
    void BodyRead();

    /// <summary>
    /// It was disposed without having become a result: nobody read it, as when the call is cancelled just then; or reading it failed, which
    /// the owner has been told of already.
    /// </summary>
    void BodyDropped();
}
