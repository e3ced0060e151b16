namespace Kirana.Pictures.Reports;

/// <summary>A part of a section: prose, key numbers, a figure, a drawing, a table, a list, or several of them side by side.</summary>
public abstract record Block
{
    private protected Block()
    {
    }
}
