using System.Runtime.InteropServices;

namespace Kirana.Data.Feedback;

/// <summary>What a user said of an item, by word or by deed, as one number that <see cref="Interactions"/> can carry for a weight.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Of a rating −1, the worst, to 1, the best; of a dwell seconds, 0 or more; of a wish 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Opinion(OpinionKind Kind, float Value)
{
    private const float MiddleOfRatings = 2;
    private const float CodeOfWish = 4;
    private const float ShortestDwell = 5;

    /// <summary>The number: 1 to 3 a rating, 4 a wish, 5 and the seconds a dwell.</summary>
    public float Code => Kind switch
    {
        OpinionKind.Rating => MiddleOfRatings + Math.Clamp(Value, -1, 1),
        OpinionKind.Wish => CodeOfWish,
        _ => ShortestDwell + Math.Max(0, Value),
    };

    /// <summary>The opinion of a number.</summary>
    /// <param name="code">As <see cref="Code"/> makes it.</param>
    public static Opinion Of(float code) => code switch
    {
        < CodeOfWish => new(OpinionKind.Rating, code - MiddleOfRatings),
        < ShortestDwell => new(OpinionKind.Wish, 1),
        _ => new(OpinionKind.Dwell, code - ShortestDwell),
    };
}
