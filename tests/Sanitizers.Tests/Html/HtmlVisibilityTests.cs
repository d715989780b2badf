namespace Mugai.Sanitizers.Tests.Html;

/// <summary>What a reader of the page would not see is not in the text, and is reported; what he would see stays.</summary>
public class HtmlVisibilityTests
{
    [Theory]
    [InlineData("<div style='display:none'>隠</div>")]
    [InlineData("<div style='DISPLAY : NONE !important'>隠</div>")]
    [InlineData("<div style='d\\69splay:none'>隠</div>")]
    [InlineData("<div style='/* x */display:/* y */none'>隠</div>")]
    [InlineData("<div style='background:url(\"a;b\");display:none'>隠</div>")]
    [InlineData("<div style='visibility:hidden'>隠</div>")]
    [InlineData("<div hidden>隠</div>")]
    [InlineData("<span style='font-size:0'>隠</span>")]
    [InlineData("<span style='font-size:1px'>隠</span>")]
    [InlineData("<span style='font:0px/0 Arial'>隠</span>")]
    [InlineData("<span style='opacity:0'>隠</span>")]
    [InlineData("<span style='opacity:.01'>隠</span>")]
    [InlineData("<span style='text-indent:-9999px'>隠</span>")]
    [InlineData("<span style='position:absolute;left:-9999px'>隠</span>")]
    [InlineData("<span style='position:absolute;clip:rect(0 0 0 0)'>隠</span>")]
    [InlineData("<div style='max-height:0;overflow:hidden'>隠</div>")]
    [InlineData("<div style='height:0px;overflow:hidden'>隠</div>")]
    [InlineData("<div style='background:#fff'><span style='color:#ffffff'>隠</span></div>")]
    [InlineData("<table bgcolor=white><tr><td><font color='#FEFEFE'>隠</font></table>")]
    [InlineData("<span style='color:white'>隠</span>")]
    [InlineData("<span style='color:transparent'>隠</span>")]
    [InlineData("<span style='color:rgba(0,0,0,0)'>隠</span>")]
    [InlineData("<template>隠</template>")]
    [InlineData("<style>.x{display:none}</style><div class='y x'>隠</div>")]
    [InlineData("<style><!-- #x { font-size: 0px } --></style><div id=x>隠</div>")]
    [InlineData("<style>/* c */ p.x, span.z { visibility : hidden }</style><p class=x>隠</p>")]
    [InlineData("<div style='display:none'><p>隠<div>隠</div></p>隠<b>隠</b></div>")]
    [InlineData("<div style='display:none'></span></b></p>隠</div>")]
    [InlineData("<span style='display:none'><div>隠</span>隠</div></span>")]
    public void Drops_WhatIsHidden(string html)
    {
        var converted = Converted.From(html + "<p>見</p>");
        Assert.Equal("見\n", converted.Text);
        Assert.True(converted.Count("html.hiddenText") >= 1);
        Assert.Equal("隠", converted.Findings.First(finding => finding.Code == "html.hiddenText").Detail.DangerousRaw[..1]);
    }

    [Theory]
    [InlineData("<div style='display:block'>見</div>")]
    [InlineData("<td style='font-size:0'><div style='font-size:14px'>見</div></td>")]
    [InlineData("<div style='visibility:hidden'><span style='visibility:visible'>見</span></div>")]
    [InlineData("<div style='background:#000'><span style='color:#fff'>見</span></div>")]
    [InlineData("<table background=a.png><tr><td style='color:#fff'>見</td></table>")]
    [InlineData("<div style='background:#fff'><div style='background:linear-gradient(#000,#111)'><span style='color:#fff'>見</span></div></div>")]
    [InlineData("<style>.dark a{background:#000}</style><div style='background:#fff'><a class=x style='color:#fff'>見</a></div>")]
    [InlineData("<style>.b{background:#000}</style><span class=b style='color:#fff'>見</span>")]
    [InlineData("<style>@media print{.x{display:none}} .menu .x{display:none} .x:hover{display:none}</style><p class=x>見</p>")]
    [InlineData("<style>.x{display:none}</style><p class=x style='display:block'>見</p>")]
    [InlineData("<link rel=stylesheet href=a.css><span style='color:#fff'>見</span>")]
    [InlineData("<noscript><style>p{display:none}</style></noscript><p>見</p>")]
    [InlineData("<a style='mso-hide:all'>見</a>")]
    [InlineData("<div style='overflow:hidden;height:200px'>見</div>")]
    [InlineData("<p style='font-size:80%'>見</p>")]
    [InlineData("<p style='text-indent:-18pt;margin-left:-10px'>見</p>")]
    [InlineData("<span style='display:none'></span>見")]
    [InlineData("<div style='display:none'><span></div>見")]
    public void Keeps_WhatIsSeen(string html)
    {
        var converted = Converted.From(html);
        Assert.Equal("見\n", converted.Text);
        Assert.DoesNotContain("html.hiddenText", converted.Codes);
    }

    [Fact]
    public void Counts_HiddenRegionsAndNotBlankOnes()
    {
        Assert.Equal(2, Converted.From("<i hidden>a<b>b</b>c</i>x<i hidden>d</i>").Count("html.hiddenText"));
        Assert.Empty(Converted.From("<div style='display:none'>&nbsp;&zwnj; \u034F</div>x").Findings);
        Assert.Empty(Converted.From("<ruby>字<rp>(</rp><rt>じ</rt></ruby><datalist><option>a</datalist>").Findings);
    }

    [Fact]
    public void Drops_CharactersThatShowNothingOrTurnTextAround()
    {
        var converted = Converted.From("請\u200B求\u00AD書\u202Etxt.exe\u2066\u0007\U000E0041&zwj;&rlm;");
        Assert.Equal("請求書txt.exe\n", converted.Text);
        Assert.Equal([("text.control", 1), ("text.bidi", 3), ("text.invisible", 4)], converted.Findings.Select(finding => (finding.Code, finding.Count)));
    }

    [Fact]
    public void Keeps_LinksAndFormsOfHiddenPartsOut() =>
        Assert.Equal("x\n", Converted.From("<div hidden><a href='https://a.example/'>y</a><input value=z><img src=cid:a alt=w><hr><ul><li>v</ul></div>x").Text);
}
