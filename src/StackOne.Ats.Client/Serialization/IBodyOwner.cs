namespace StackOne.Ats.Client.Serialization;

/// <summary>Learns what becomes of a success's body. One of the two is said, once, unless reading it fails.</summary>
internal interface IBodyOwner
{
    /// <summary>It has become a result. Only then is it certain that the call is a success.</summary>
    void BodyRead();

    /// <summary>It was disposed before anybody read it, as when the call is cancelled just then.</summary>
    void BodyDropped();
}
