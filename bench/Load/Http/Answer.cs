namespace Kirana.Bench.Load.Http;

/// <summary>What came back.</summary>
/// <param name="Status">The status, such as 200.</param>
/// <param name="Body">The body, valid until the connection's next request.</param>
internal readonly record struct Answer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether it is of the 200s.</summary>
    public bool Succeeded => Status is >= 200 and < 300;
}
