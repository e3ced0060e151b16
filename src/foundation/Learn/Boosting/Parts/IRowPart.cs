namespace Kirana.Learn.Boosting.Parts;

/// <summary>Some of the rows that a model is trained on, wherever they lie: in this process, or behind whatever carries bytes.</summary>
/// <remarks>A request and its answer are a message each: at most 1 GiB, with a check sum over all of it. Both sides take every message for
/// untrusted input. Requests of one fit come one at a time and in their order, since a part remembers the fit it is in.</remarks>
public interface IRowPart
{
    /// <summary>Answers a request.</summary>
    /// <param name="request">The request, whole.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The answer, whole.</returns>
    /// <exception cref="Data.DataException"><c>bad-message</c>: the request is damaged, or does not fit what the part was asked before; or the
    /// part's rows cannot be learnt from.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    byte[] Answer(ReadOnlyMemory<byte> request, CancellationToken cancellation);
}
