using Kirana.Server.Api.Problems;

namespace Kirana.Server.Api.Bodies;

/// <summary>The memory that the bodies of all requests may take together, so that many large ones at once are refused instead of filling the
/// machine. Thread-safe.</summary>
/// <param name="bytes">The limit.</param>
internal sealed class BodyRoom(long bytes)
{
    private long _taken;

    /// <summary>Takes room.</summary>
    /// <param name="count">The bytes.</param>
    /// <returns>Whether there was room.</returns>
    public bool TryTake(int count)
    {
        if (Interlocked.Add(ref _taken, count) <= bytes)
            return true;
        Interlocked.Add(ref _taken, -count);
        return false;
    }

    /// <summary>Gives room back.</summary>
    /// <param name="count">The bytes.</param>
    public void Give(int count) => Interlocked.Add(ref _taken, -count);

    /// <summary>What to say when there is none.</summary>
    public static ProblemException Full() =>
        new(new Problem(503, "busy", "Too many large requests are under way at once.", "Send it again in a moment, or in smaller requests.") { RetryAfter = 1, Closes = true });
}
