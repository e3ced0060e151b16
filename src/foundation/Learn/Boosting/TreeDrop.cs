using Kirana.Numerics.Random;

namespace Kirana.Learn.Boosting;

/// <summary>What DART leaves out in one round, and the weights that follow.</summary>
/// <param name="Rounds">The earlier rounds left out, ascending.</param>
/// <param name="NewScale">What the new trees are multiplied by, besides the learning rate.</param>
/// <param name="OldScale">What the dropped trees are multiplied by.</param>
internal sealed record TreeDrop(int[] Rounds, double NewScale, double OldScale)
{
    private static readonly TreeDrop s_nothing = new([], 1, 1);

    public static TreeDrop Draw(GradientBoosting options, int round, ulong seed)
    {
        if (options.DropRate == 0 || round == 0)
            return s_nothing;
        var random = new RandomStream(seed, RandomUse.TreeDrop + (ulong)round);
        if (random.NextDouble() < options.SkipDrop)
            return s_nothing;
        var chosen = new List<int>();
        for (var earlier = 0; earlier < round; earlier++)
            if (random.NextDouble() < options.DropRate)
                chosen.Add(earlier);
        while (chosen.Count > options.MaxDrop)
            chosen.RemoveAt(random.Next(chosen.Count));
        if (chosen.Count == 0)
            return s_nothing;
        var sum = chosen.Count + options.LearningRate;
        return new TreeDrop([.. chosen], 1 / sum, chosen.Count / sum);
    }
}
