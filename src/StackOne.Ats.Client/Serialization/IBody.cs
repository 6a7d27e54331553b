using System.Net.Http.Headers;

namespace StackOne.Ats.Client.Serialization;

/// <summary>A content that replaces the one that a response came with.</summary>
internal interface IBody
{
    /// <summary>The headers of the original content.</summary>
    HttpContentHeaders SourceHeaders { get; }
}
