using System.Diagnostics.CodeAnalysis;

namespace Kirana.Data.Batches;

/// <summary>A stream of batches that is read once, forwards: how data larger than memory reaches a learner or an area.</summary>
/// <typeparam name="T">The batch, for example a table or a group of series.</typeparam>
/// <remarks>Not thread-safe: one reader, one thread. Computation and reading are synchronous; a reader may prefetch on its own.</remarks>
public interface IBatchReader<T> : IDisposable
{
    /// <summary>Reads the next batch.</summary>
    /// <param name="batch">The batch, valid until the next call; <see langword="null"/> at the end.</param>
    /// <returns><see langword="false"/> at the end of the stream, and for every call after it.</returns>
    /// <exception cref="DataException">The source is damaged; the message names the place.</exception>
    bool TryRead([NotNullWhen(true)] out T? batch);
}
