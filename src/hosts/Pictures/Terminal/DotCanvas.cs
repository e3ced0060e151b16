using System.Text;
using Kirana.Pictures.Charts;

namespace Kirana.Pictures.Terminal;

/// <summary>A grid of cells, each of 2 × 4 braille dots over a shade; one letter a cell in ASCII.</summary>
internal sealed class DotCanvas
{
    // The bit of each dot of a braille cell, by row and column (Unicode 15.1, chapter 21.1).
    private static readonly byte[] Bits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

    private readonly TerminalOptions _options;
    private readonly int _columns;
    private readonly int _rows;
    private readonly byte[] _dots;
    private readonly char[] _letters;
    private readonly char[] _shades;
    private readonly Hue[] _hues;
    private readonly Hue[] _shadeHues;

    /// <summary>Creates an empty canvas.</summary>
    /// <param name="columns">Cells across, at least 1.</param>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="options">What the terminal can show.</param>
    public DotCanvas(int columns, int rows, TerminalOptions options)
    {
        _options = options;
        _columns = columns;
        _rows = rows;
        _dots = new byte[columns * rows];
        _letters = new char[columns * rows];
        _shades = new char[columns * rows];
        _hues = new Hue[columns * rows];
        _shadeHues = new Hue[columns * rows];
        Width = columns * (options.Unicode ? 2 : 1);
        Height = rows * (options.Unicode ? 4 : 1);
    }

    /// <summary>Dots across.</summary>
    public int Width { get; }

    /// <summary>Dots upwards.</summary>
    public int Height { get; }

    /// <summary>Sets a dot; nothing happens outside.</summary>
    /// <param name="x">Dots from the left.</param>
    /// <param name="y">Dots from the top.</param>
    /// <param name="letter">What ASCII shows.</param>
    /// <param name="hue">Its colour, which the whole cell takes.</param>
    public void Dot(int x, int y, char letter, Hue hue)
    {
        if (x < 0 || y < 0 || x >= Width || y >= Height)
            return;
        var cell = _options.Unicode ? y / 4 * _columns + x / 2 : y * _columns + x;
        // A cell has one colour: the later mark takes it over with its dots, so that no dot shows another mark's colour.
        if (_options.Colour && _hues[cell] != hue)
            _dots[cell] = 0;
        _dots[cell] |= _options.Unicode ? Bits[y % 4 * 2 + x % 2] : (byte)1;
        _letters[cell] = letter;
        _hues[cell] = hue;
    }

    /// <summary>Draws a straight line.</summary>
    /// <param name="from">Its first dot.</param>
    /// <param name="to">Its last dot.</param>
    /// <param name="shows">Whether the n-th dot of the way is shown.</param>
    /// <param name="letter">What ASCII shows.</param>
    /// <param name="hue">Its colour.</param>
    public void Line((int X, int Y) from, (int X, int Y) to, Func<int, bool> shows, char letter, Hue hue)
    {
        var steps = Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y));
        for (var i = 0; i <= steps; i++)
        {
            var share = steps == 0 ? 0 : (double)i / steps;
            if (shows(Math.Max(from.X, 0) + i))
                Dot((int)Math.Round(from.X + (to.X - from.X) * share), (int)Math.Round(from.Y + (to.Y - from.Y) * share), letter, hue);
        }
    }

    /// <summary>Shades the cells of one column of dots between two heights.</summary>
    /// <param name="x">Dots from the left.</param>
    /// <param name="top">The upper dot.</param>
    /// <param name="bottom">The lower dot.</param>
    /// <param name="shade">The shade.</param>
    /// <param name="hue">Its colour.</param>
    public void Shade(int x, int top, int bottom, char shade, Hue hue)
    {
        var (across, up) = _options.Unicode ? (2, 4) : (1, 1);
        if (x < 0 || x >= Width)
            return;
        for (var row = Math.Max(0, top) / up; row <= Math.Min(Height - 1, bottom) / up && bottom >= 0; row++)
        {
            _shades[row * _columns + x / across] = shade;
            _shadeHues[row * _columns + x / across] = hue;
        }
    }

    /// <summary>One row as text, without blanks at its end.</summary>
    /// <param name="row">0 is the uppermost.</param>
    /// <param name="blank">What stands in an empty cell.</param>
    public string Row(int row, char blank = ' ')
    {
        var text = new StringBuilder();
        var run = new StringBuilder();
        var hue = Hue.Ink;
        for (var column = 0; column < _columns; column++)
        {
            var cell = row * _columns + column;
            var (sign, own) = _dots[cell] != 0
                ? (_options.Unicode ? (char)(0x2800 + _dots[cell]) : _letters[cell], _hues[cell])
                : _shades[cell] != 0 ? (_shades[cell], _shadeHues[cell]) : (blank, blank == ' ' ? hue : Hue.Muted);
            if (own != hue)
            {
                text.Append(Ansi.Paint(run.ToString(), hue, _options));
                run.Clear();
                hue = own;
            }

            run.Append(sign);
        }

        text.Append(Ansi.Paint(run.ToString().TrimEnd(), hue, _options));
        return text.ToString().TrimEnd();
    }

    /// <summary>The number of rows.</summary>
    public int Rows => _rows;
}
