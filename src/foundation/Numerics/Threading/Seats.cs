using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Threading;

/// <summary>Where pool threads that have done their part of a run look out for the next one, for a moment.</summary>
/// <remarks>A training is thousands of runs of less than a millisecond, one close behind another. A pool thread that fell asleep in between
/// takes up to a tenth of a millisecond to wake. So it stays awake for about as long, giving way to whoever is ready; then it goes
/// back to the pool, and nothing spins when nothing runs. There are fewer seats than processors: one who finds none goes back at once.</remarks>
/// <param name="count">How many seats there are.</param>
internal sealed class Seats(int count)
{
    private static readonly object s_waiting = new();

    // In each: null where nobody sits, s_waiting where a thread looks out, or the run it was handed and has not taken up yet.
    private readonly object?[] _seats = new object?[count];

    /// <summary>The seats of all runs of the process.</summary>
    public static Seats Shared { get; } = new(Environment.ProcessorCount - 1);

    /// <summary>Hands a run to threads that look out for one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="wanted">The most threads it is handed to.</param>
    /// <returns>How many have it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Hand(BlockRun run, int wanted)
    {
        var handed = 0;
        for (var seat = 0; seat < _seats.Length && handed < wanted; seat++)
            if (ReferenceEquals(Volatile.Read(ref _seats[seat]), s_waiting) && ReferenceEquals(Interlocked.CompareExchange(ref _seats[seat], run, s_waiting), s_waiting))
                handed++;
        return handed;
    }

    /// <summary>Looks out for a run.</summary>
    /// <returns>The run to take part in, which is handed to no one else; <see langword="null"/> where none came.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public BlockRun? Next()
    {
        for (var seat = 0; seat < _seats.Length; seat++)
            if (Volatile.Read(ref _seats[seat]) is null && Interlocked.CompareExchange(ref _seats[seat], s_waiting, null) is null)
                return LookOut(ref _seats[seat]);
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static BlockRun? LookOut(ref object? seat)
    {
        for (var look = 0; look < Patience.Looks && ReferenceEquals(Volatile.Read(ref seat), s_waiting); look++)
            Patience.Wait(look);
        // Whoever hands a run exchanges it for the sign of waiting, so it is either taken here or never handed to this seat.
        return Interlocked.Exchange(ref seat, null) as BlockRun;
    }
}
