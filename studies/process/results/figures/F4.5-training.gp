# F4.5 Training
# Draws F4.5-training.svg from F4.5-training.tsv: gnuplot F4.5-training.gp
reset
if (!exists("output")) output = 'F4.5-training.svg'
data = 'F4.5-training.tsv'
set encoding utf8
set terminal svg size 1200,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F4_5_training'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01167, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.03247, screen 0.01637 to screen 0.05913, screen 0.03274 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.03247, screen 0.02456 to screen 0.05913, screen 0.02456 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.04580, screen 0.02456 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'mix_near' at screen 0.06580, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.15143, screen 0.01637 to screen 0.17810, screen 0.03274 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.15143, screen 0.02456 to screen 0.17810, screen 0.02456 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.16477, screen 0.02456 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'strict_near' at screen 0.18477, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.27040, screen 0.01637 to screen 0.29707, screen 0.03274 front fc rgb '#c8882255' fs solid noborder
set arrow from screen 0.27040, screen 0.02456 to screen 0.29707, screen 0.02456 nohead front lw 2 lc rgb '#882255'
set label '' at screen 0.28373, screen 0.02456 point pt 4 ps 0.6 lc rgb '#882255' front
set label 'mix_far' at screen 0.30373, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.38937, screen 0.01637 to screen 0.41603, screen 0.03274 front fc rgb '#c8999933' fs solid noborder
set arrow from screen 0.38937, screen 0.02456 to screen 0.41603, screen 0.02456 nohead front lw 2 lc rgb '#999933'
set label '' at screen 0.40270, screen 0.02456 point pt 8 ps 0.6 lc rgb '#999933' front
set label 'strict_near_30' at screen 0.42270, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.50833, screen 0.01637 to screen 0.53500, screen 0.03274 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.50833, screen 0.02456 to screen 0.53500, screen 0.02456 nohead front lw 2 lc rgb '#0072B2' dt (9,3)
set label '' at screen 0.52167, screen 0.02456 point pt 5 ps 0.6 lc rgb '#0072B2' front
set label 'exact' at screen 0.54167, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.62730, screen 0.01637 to screen 0.65397, screen 0.03274 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.62730, screen 0.02456 to screen 0.65397, screen 0.02456 nohead front lw 2 lc rgb '#D55E00' dt (9,3)
set label '' at screen 0.64063, screen 0.02456 point pt 9 ps 0.6 lc rgb '#D55E00' front
set label 'flip' at screen 0.66063, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.74627, screen 0.01637 to screen 0.77293, screen 0.03274 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.74627, screen 0.02456 to screen 0.77293, screen 0.02456 nohead front lw 2 lc rgb '#009E73' dt (9,3)
set label '' at screen 0.75960, screen 0.02456 point pt 11 ps 0.6 lc rgb '#009E73' front
set label 'blind' at screen 0.77960, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.86523, screen 0.01637 to screen 0.89190, screen 0.03274 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.86523, screen 0.02456 to screen 0.89190, screen 0.02456 nohead front lw 2 lc rgb '#CC79A7' dt (9,3)
set label '' at screen 0.87857, screen 0.02456 point pt 13 ps 0.6 lc rgb '#CC79A7' front
set label 'strictop' at screen 0.89857, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:73.4]
unset logscale y; set yrange [-0.0742561059126894:1.2017883466364225]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.5' 0.5, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.04960, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18480, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01500, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::23 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::24::47 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::48::71 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::72::95 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::96::119 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::120::143 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::144::167 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::168::191 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::0::23 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::24::47 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::48::71 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::72::95 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::96::119 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::120::143 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::144::167 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::168::191 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::0::23 using 4:5:(sprintf('mix_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::24::47 using 4:5:(sprintf('strict_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::48::71 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::72::95 using 4:5:(sprintf('strict_near_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::96::119 using 4:5:(sprintf('exact: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::120::143 using 4:5:(sprintf('flip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::144::167 using 4:5:(sprintf('blind: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::168::191 using 4:5:(sprintf('strictop: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.38293; set rmargin at screen 0.65333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:73.4]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.38293, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51813, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.34833, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::192::215 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::216::239 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::240::263 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::264::287 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::288::311 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::312::335 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::336::359 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::360::383 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::192::215 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::216::239 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::240::263 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::264::287 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::288::311 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::312::335 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::336::359 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::360::383 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::192::215 using 4:5:(sprintf('mix_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::216::239 using 4:5:(sprintf('strict_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::240::263 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::264::287 using 4:5:(sprintf('strict_near_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::288::311 using 4:5:(sprintf('exact: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::312::335 using 4:5:(sprintf('flip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::336::359 using 4:5:(sprintf('blind: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::360::383 using 4:5:(sprintf('strictop: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: strict accuracy (share)
set lmargin at screen 0.71627; set rmargin at screen 0.98667
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:73.4]
unset logscale y; set yrange [0.0:1.05]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'strict accuracy (share)' at screen 0.71627, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.85147, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'strict accuracy (share)' at screen 0.68167, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::384::407 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::408::431 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::432::455 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::456::479 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::480::503 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::504::527 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::528::551 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::552::575 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::384::407 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::408::431 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::432::455 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::456::479 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::480::503 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::504::527 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::528::551 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::552::575 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::384::407 using 4:5:(sprintf('mix_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::408::431 using 4:5:(sprintf('strict_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::432::455 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::456::479 using 4:5:(sprintf('strict_near_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::480::503 using 4:5:(sprintf('exact: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::504::527 using 4:5:(sprintf('flip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::528::551 using 4:5:(sprintf('blind: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::552::575 using 4:5:(sprintf('strictop: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: entropy (nats a token)
set lmargin at screen 0.05530; set rmargin at screen 0.32000
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:73.4]
unset logscale y; set yrange [-0.02275777956771473:0.23745817412311931]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.05' 0.05, '0.10' 0.1, '0.15' 0.15000000000000002, '0.20' 0.2) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.05530, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18765, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01500, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::576::599 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::600::623 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::624::647 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::648::671 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::672::695 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::696::719 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::720::743 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::744::767 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::576::599 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::600::623 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::624::647 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::648::671 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::672::695 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::696::719 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::720::743 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::744::767 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::576::599 using 4:5:(sprintf('mix_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::600::623 using 4:5:(sprintf('strict_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::624::647 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::648::671 using 4:5:(sprintf('strict_near_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::672::695 using 4:5:(sprintf('exact: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::696::719 using 4:5:(sprintf('flip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::720::743 using 4:5:(sprintf('blind: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::744::767 using 4:5:(sprintf('strictop: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: length (tokens)
set lmargin at screen 0.37973; set rmargin at screen 0.65333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:73.4]
unset logscale y; set yrange [14.607719325288173:76.71786282990601]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set ytics ('20' 20.0, '40' 40.0, '60' 60.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.37973, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51653, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.34833, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::768::791 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::792::815 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::816::839 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::840::863 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::864::887 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::888::911 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::912::935 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::936::959 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::768::791 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::792::815 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::816::839 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::840::863 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::864::887 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::888::911 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::912::935 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::936::959 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::768::791 using 4:5:(sprintf('mix_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::792::815 using 4:5:(sprintf('strict_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::816::839 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::840::863 using 4:5:(sprintf('strict_near_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::864::887 using 4:5:(sprintf('exact: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::888::911 using 4:5:(sprintf('flip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::912::935 using 4:5:(sprintf('blind: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::936::959 using 4:5:(sprintf('strictop: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
