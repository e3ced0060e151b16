using Kirana.Data.Feedback;
using Kirana.Numerics.Random;
using Kirana.Recommend.Content;

namespace Kirana.Tests.Areas.Recommend.Content;

/// <summary>Vectors as an encoder would make them: a common direction, one of the item's group in <see cref="MadeData"/>, and noise.</summary>
internal static class MadeVectors
{
    public static ItemEmbeddings Of(IdMap items, string name = "picture", int width = 24, ulong seed = 5, double group = 1, Func<int, bool>? has = null)
    {
        var (random, ids, values) = (new RandomStream(seed), new List<string>(), new List<float>());
        for (var item = 0; item < items.Count; item++)
        {
            var row = new float[width];
            for (var column = 0; column < width; column++)
                row[column] = (float)(3 + 0.5 * random.NextGaussian() + (column % MadeData.Groups == item % MadeData.Groups ? group : 0));
            if (has?.Invoke(item) is false)
                continue;
            ids.Add(items[item]);
            values.AddRange(row);
        }

        return new ItemEmbeddings(name, new IdMap(ids), [.. values], width);
    }
}
