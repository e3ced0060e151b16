namespace Kirana.Learn.Diagnosis;

/// <summary>Finds columns of categories that say the same by other names.</summary>
internal static class CategoryCopies
{
    private const int MostColumns = 500;
    private const int FewestShared = 5;

    /// <summary>Columns whose categories stand one to one with those of an earlier column, in all rows that have both.</summary>
    public static List<(ExaminedColumn Copy, ExaminedColumn Original)> Of(ExaminedColumn[] columns)
    {
        ExaminedColumn[] texts = [.. columns.Where(column => !column.IsNumber && column.Distinct > 1).Take(MostColumns)];
        var copies = new List<(ExaminedColumn, ExaminedColumn)>();
        for (var f = 1; f < texts.Length; f++)
            for (var other = 0; other < f; other++)
                if (AreOneToOne(texts[f], texts[other]))
                {
                    copies.Add((texts[f], texts[other]));
                    break;
                }

        return copies;
    }

    private static bool AreOneToOne(ExaminedColumn one, ExaminedColumn other)
    {
        var (to, back) = (new int[one.Distinct], new int[other.Distinct]);
        Array.Fill(to, -1);
        Array.Fill(back, -1);
        var (shared, pairs) = (0, 0);
        for (var row = 0; row < one.Cells.Length; row++)
        {
            var (a, b) = (one.Cells[row], other.Cells[row]);
            if (a < 0 || b < 0)
                continue;
            shared++;
            if (to[a] < 0 && back[b] < 0)
                (to[a], back[b], pairs) = (b, a, pairs + 1);
            else if (to[a] != b || back[b] != a)
                return false;
        }

        // Categories that each name a row stand one to one with any others: such columns are no copies but identifiers.
        return shared >= FewestShared && pairs > 1 && pairs <= shared / 2;
    }
}
